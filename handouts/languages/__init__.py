"""What language decides: the fixed words of documents and mail, dates, times, lists, plurals."""
