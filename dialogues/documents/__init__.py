"""Documents: how they look on paper (`document.typ`) and as a page (`document.html.j2`)."""
