"""The registry: all step kinds, one line each."""

from typing import Annotated

from pydantic import Field

from states.steps.alters import PickAltersStep, TiesStep
from states.steps.bring_over import BringOverStep
from states.steps.check_in import CheckInStep
from states.steps.code import CodeStep
from states.steps.code_word import CodeWordStep
from states.steps.draft import DraftStep
from states.steps.flow import CallStep, EachStep
from states.steps.names import NamesStep
from states.steps.option_step import ChoiceStep, GateStep, MapStep, PreviewStep, SayStep
from states.steps.reword import RewordStep
from states.steps.scale import ScaleStep
from states.steps.several import CardsStep, SeveralStep, TogglesStep
from states.steps.text import ConfideStep, TextStep, WhenThenStep

KINDS = (
    SayStep,
    GateStep,
    ChoiceStep,
    SeveralStep,
    TextStep,
    ConfideStep,
    NamesStep,
    ScaleStep,
    PickAltersStep,
    EachStep,
    TiesStep,
    MapStep,
    CardsStep,
    TogglesStep,
    PreviewStep,
    WhenThenStep,
    CheckInStep,
    CodeWordStep,
    CallStep,
    DraftStep,
    CodeStep,
    RewordStep,
    BringOverStep,
)

AnyStep = Annotated[
    SayStep
    | GateStep
    | ChoiceStep
    | SeveralStep
    | TextStep
    | ConfideStep
    | NamesStep
    | ScaleStep
    | PickAltersStep
    | EachStep
    | TiesStep
    | MapStep
    | CardsStep
    | TogglesStep
    | PreviewStep
    | WhenThenStep
    | CheckInStep
    | CodeWordStep
    | CallStep
    | DraftStep
    | CodeStep
    | RewordStep
    | BringOverStep,
    Field(discriminator="kind"),
]

# A loop holds steps of all kinds, itself included: its model is finished here.
EachStep.model_rebuild(_types_namespace={"AnyStep": AnyStep})
