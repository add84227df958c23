"""Mail: what each participant is to get, the outbox, and sending it once."""
