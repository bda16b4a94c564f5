"""`python -m bot`: the command line. Each command loads what it needs, and no more."""

import gc

# Loading makes objects that stay: looking for garbage among them takes a fifth of the start.
# `bootstrap.running` sets it back.
gc.set_threshold(100_000)

from typing import Annotated  # noqa: E402 - see above

import typer  # noqa: E402

from bot.guard import guarded  # noqa: E402

app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Kring: a calm chatbot in Dutch about the people around you.",
)
Name = Annotated[str, typer.Option("--as", metavar="NAME", help="Which client of the terminal.")]
Chat = Annotated[str, typer.Option("--telegram", metavar="ID", help="Which client of Telegram.")]
UNNAMED = ""


@app.callback(invoke_without_command=True)
def start(context: typer.Context, name: Name = UNNAMED) -> None:
    """Without a command: `run`."""
    if context.invoked_subcommand is None:
        run(name)
    elif name:
        raise typer.BadParameter("write --as NAME behind the command")


@app.command()
def run(name: Name = UNNAMED) -> None:
    """Start Kring: a chat in the terminal, or Telegram where a token is set."""
    from bot.commands.chat import run_front_end  # noqa: PLC0415

    guarded(run_front_end, name)


@app.command()
def chat(name: Name = UNNAMED) -> None:
    """Chat in the terminal, also where a token is set."""
    from bot.commands.chat import run_terminal  # noqa: PLC0415

    guarded(run_terminal, name)


@app.command()
def check() -> None:
    """Check all content, rule by rule."""
    from bot.commands.check import check_content  # noqa: PLC0415

    guarded(check_content)


@app.command()
def preview(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="A folder that is new or empty.")],
) -> None:
    """Write every screen of every dialogue as pages to look at."""
    from bot.commands.preview import make_preview  # noqa: PLC0415

    guarded(make_preview, folder)


@app.command()
def export(  # noqa: PLR0913, PLR0917 - one argument for each option
    name: Name = UNNAMED,
    chat: Chat = UNNAMED,
    as_json: Annotated[
        bool, typer.Option("--json/--text", help="For programs, or to read.")
    ] = False,
    folder: Annotated[
        str, typer.Option("--to", metavar="FOLDER", help="All files, into a new folder.")
    ] = "",
    with_names: Annotated[
        bool, typer.Option("--names", help="With --to: names and own words in the tables too.")
    ] = False,
    code: Annotated[
        str, typer.Option("--code", metavar="CODE", help="With --to: egoID in the tables.")
    ] = "",
) -> None:
    """Write all that is kept of a client, who asked for it, to standard output or a folder."""
    from bot.commands.client import Wanted, export_client  # noqa: PLC0415

    asked = Wanted.of(folder, code, is_for_programs=as_json, with_names=with_names)
    guarded(export_client, name, chat, asked)


@app.command()
def erase(name: Name = UNNAMED, chat: Chat = UNNAMED) -> None:
    """Erase all of a client, who asked for it. There is no way back."""
    from bot.commands.client import erase_client  # noqa: PLC0415

    guarded(erase_client, name, chat)


@app.command()
def migrate() -> None:
    """Make the database, or bring its tables up to date."""
    from bot.commands.migrate import migrate_database  # noqa: PLC0415

    guarded(migrate_database)


@app.command()
def portal() -> None:
    """Serve the portal of the workers in a process of its own."""
    from bot.commands.portal import run_portal  # noqa: PLC0415

    guarded(run_portal)


@app.command()
def doctor() -> None:
    """Look whether settings, database, keys and the log of who looked are in order."""
    from bot.commands.doctor import examine  # noqa: PLC0415

    guarded(examine)


keys = typer.Typer(help="What an operator does with keys.", no_args_is_help=True)
app.add_typer(keys, name="keys")


@keys.command("export-portal")
def export_portal(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A file that is not there yet.")],
) -> None:
    """Write the key for a portal on another computer: it opens what is shared, and no more."""
    from bot.commands.keys import export_portal_key  # noqa: PLC0415

    guarded(export_portal_key, file)


worker = typer.Typer(help="Who may read what clients share.", no_args_is_help=True)
app.add_typer(worker, name="worker")


@worker.command()
def invite(
    name: Annotated[str, typer.Argument(metavar="NAME", help="As clients will see it.")],
    organisation: Annotated[
        str, typer.Option("--organisation", metavar="NAME", help="As clients will see it.")
    ] = "",
    email: Annotated[
        str, typer.Option("--email", metavar="MAIL", help="For neutral notices, and to sign in.")
    ] = "",
) -> None:
    """Print a link by which a worker comes in, once; also for one who lost their key."""
    from bot.commands.worker import worker_invite  # noqa: PLC0415

    guarded(worker_invite, name, organisation, email)


@worker.command("list")
def list_workers() -> None:
    """Print all workers."""
    from bot.commands.worker import worker_list  # noqa: PLC0415

    guarded(worker_list)


@worker.command()
def remove(
    which: Annotated[str, typer.Argument(metavar="NAME", help="Or the id that `list` shows.")],
) -> None:
    """Take a worker away, with all that was shared with them; their clients are told."""
    from bot.commands.worker import worker_remove  # noqa: PLC0415

    guarded(worker_remove, which)


if __name__ == "__main__":
    app(prog_name="python -m bot")
