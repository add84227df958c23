"""Which files are to be made, what they were made from, and the processes that make them."""
