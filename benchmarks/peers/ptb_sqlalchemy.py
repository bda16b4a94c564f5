"""python-telegram-bot with SQLAlchemy's async sessions on SQLite: the state and a row per turn."""

from datetime import UTC, datetime
from functools import partial

from sqlalchemy import JSON, BigInteger, ForeignKey, event
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from telegram import Update
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from benchmarks.peers.dialogue import State, new_state, question, take_tap, take_text
from benchmarks.peers.launch import options
from benchmarks.peers.ptb_showing import show

Sessions = async_sessionmaker[AsyncSession]


class Base(DeclarativeBase):
    """All tables."""


class Client(Base):
    """Where somebody is."""

    __tablename__ = "clients"

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    state: Mapped[State] = mapped_column(JSON)


class Turn(Base):
    """What somebody said, and when."""

    __tablename__ = "turns"

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"), index=True)
    said: Mapped[str]
    at: Mapped[datetime]


async def handle(
    update: Update, context: ContextTypes.DEFAULT_TYPE, *, sessions: Sessions, calls: int
) -> None:
    """One turn: read, answer in a transaction, show."""
    assert update.effective_user is not None
    user = update.effective_user.id
    tap = update.callback_query
    said = (tap.data if tap else update.message and update.message.text) or ""
    is_same = False
    async with sessions.begin() as session:
        client = await session.get(Client, user)
        if client is None or said == "/start":
            client = await session.merge(Client(id=user, state=new_state(user)))
        else:
            # A new dictionary: SQLAlchemy does not see changes inside of the old one.
            state: State = {**client.state, "answers": dict(client.state["answers"])}
            if tap:
                is_same = take_tap(state, said)
            else:
                take_text(state, said)
            client.state = state
        session.add(Turn(client_id=client.id, said=said, at=datetime.now(UTC)))
        shown = question(client.state)
    await show(update, context, shown, calls=calls, is_same=is_same)


def main() -> None:
    """Poll for ever."""
    given = options(__doc__)
    engine = create_async_engine(f"sqlite+aiosqlite:///{given.folder}/clients.db")

    @event.listens_for(engine.sync_engine, "connect")
    def durable(connection: object, _: object) -> None:
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")  # type: ignore[attr-defined]

    async def create_tables(_: object) -> None:
        async with engine.begin() as connection:
            await connection.run_sync(Base.metadata.create_all)

    answer = partial(
        handle, sessions=async_sessionmaker(engine, expire_on_commit=False), calls=given.calls
    )
    builder = Application.builder().token(given.token).base_url(f"{given.url}/bot")
    application = builder.post_init(create_tables).build()
    application.add_handler(CommandHandler("start", answer))
    application.add_handler(CallbackQueryHandler(answer))
    application.add_handler(MessageHandler(filters.TEXT & ~filters.COMMAND, answer))
    application.run_polling(allowed_updates=Update.ALL_TYPES)


if __name__ == "__main__":
    main()
