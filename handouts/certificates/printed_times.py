"""Hours, lengths of time and times of day as they are printed."""

import datetime
from datetime import timedelta
from decimal import Decimal


def printed_hours(hours: Decimal) -> str:
    """Return clock hours as they are printed: `6`, `5.5`, `5.25`."""
    return format(hours.normalize(), "f")


def printed_time(time: timedelta) -> str:
    """Return a length of time as it is printed: `5 h 10 min`, `11 min`."""
    hours, minutes = divmod(int(time.total_seconds()) // 60, 60)
    return (
        " ".join(
            text for amount, text in ((hours, f"{hours} h"), (minutes, f"{minutes} min")) if amount
        )
        or "0 min"
    )


def printed_clock(time: datetime.time | None) -> str:
    """Return `09:00`; of two such texts the later time is the greater one."""
    return "" if time is None else f"{time:%H:%M}"
