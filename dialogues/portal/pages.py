"""The pages of the workers' portal, and the two letters that it sends.

Every value is escaped and cleaned on its way into a page; only what the program drew itself comes
in as it is (`fragment`, `qr`). A page holds no script, no style and no address of another site.
"""

from dataclasses import dataclass
from typing import Any

from dialogues.portal.environment import environment, letters


@dataclass(frozen=True, slots=True)
class Shell:
    """What stands round every page.

    Attributes:
        organisation: Its name.
        path: The path of this page, to mark the place in the menu.
        csrf: Value of the hidden field of forms; empty where there is no session.
        worker: Name of who is signed in; None where nobody is.
    """

    organisation: str
    path: str
    csrf: str = ""
    worker: str | None = None

    def __repr__(self) -> str:
        """Say nothing of the worker."""
        return "Shell()"


def render(page: str, *, shell: Shell, **values: Any) -> str:  # noqa: ANN401
    """One page as HTML.

    Args:
        page: Name of the template, such as `sign_in`.
        shell: What stands round it.
        values: What that template uses; none may be left out.
    """
    return environment().get_template(f"{page}.html.j2").render(shell=shell, **values)


def mail(name: str, **values: Any) -> tuple[str, str]:  # noqa: ANN401
    """Subject and text of a letter; neither tells anything of a client (R-17).

    Args:
        name: `sign_in` or `notice`.
        values: What that template uses.
    """
    text = letters().get_template(f"mail_{name}.txt.j2").render(**values)
    subject, _, body = text.partition("\n")
    return subject, body.strip() + "\n"


def page_names() -> list[str]:
    """All pages there are."""
    names = environment().list_templates(filter_func=lambda name: name.endswith(".html.j2"))
    return [name.removesuffix(".html.j2") for name in names if not name.startswith("_")]
