"""HTML and CSS to checked PDF: the only package that knows WeasyPrint and the format of PDF."""
