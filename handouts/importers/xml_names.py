"""Names of elements and attributes of XML without their namespaces."""

from xml.etree.ElementTree import Element


def local(element: Element) -> str:
    """Return the name of an element."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: Element, name: str) -> str:
    """Return an attribute of this name, whatever its namespace; empty where there is none."""
    found = (text for key, text in element.items() if key.rpartition("}")[2] == name)
    return next(found, "")
