"""A provider that nobody uses, to see what more events cost the compiler.

60 events, each with a payload of its own, whose last field is an object of its own: 120 payloads of
8 fields.
"""

EVENTS = 60
SCALARS = ["Id", "String", "Timestamp", "Seconds", "Kind", "bool", "Number"]
KINDS = 10


def add(tree):
    """Adds the provider, and a feature of its name, to a copy of the crate."""
    folder = tree / "src" / "synthetic"
    folder.mkdir()
    folder.joinpath("mod.rs").write_text(MOD)
    folder.joinpath("event.rs").write_text(EVENT.replace("ROWS", "".join(map(row, range(EVENTS)))))
    parts = [kinds(), *(payload(f"Payload{n}", f"Data{n}") for n in range(EVENTS))]
    parts += [payload(f"Data{n}", "Value") for n in range(EVENTS)]
    folder.joinpath("payload.rs").write_text(PAYLOAD + "".join(parts))
    replace(tree / "src/lib.rs", "mod provider;", 'mod provider;\n#[cfg(feature = "synthetic")]\npub mod synthetic;')
    replace(tree / "src/provider.rs", "/// Synthflow", '/// Nobody.\nSynthetic => synthetic, "synthetic";\n/// Synthflow')
    replace(tree / "Cargo.toml", "synthflow = []", "synthflow = []\nsynthetic = []")


def replace(file, old, new):
    text = file.read_text()
    assert text.count(old) == 1, (file, old)
    file.write_text(text.replace(old, new))


MOD = """//! Nobody.
mod event;
mod payload;
pub use event::*;
pub use payload::*;

pub(crate) fn likeness(_: &crate::detect::TopLevel<'_>) -> Option<crate::detect::Likeness> {
    None
}
"""

EVENT = """use super::payload::*;
use crate::event_table::{Wire, events};

events! {
    /// An event.
    pub enum Event for Synthetic, replying () {
        ROWS
    }
}

impl Wire for Event {
    const TAGS: &'static [&'static str] = &["event"];
}

impl Event {
    /// Nothing.
    pub fn subject(&self) -> Option<crate::Id> {
        None
    }

    /// Nothing.
    pub fn occurred_at(&self) -> Option<crate::Timestamp> {
        None
    }

    /// Nothing.
    pub fn turns(&self) -> Vec<crate::Turn<'_>> {
        Vec::new()
    }

    /// Nothing.
    pub fn phase(&self) -> Option<crate::Phase> {
        None
    }
}
"""

PAYLOAD = """use serde_json::{Number, Value};
use crate::open::{open_enum, payload};
use crate::{Id, Seconds, Timestamp};
"""


def row(n):
    return f'/// An event.\n"event.{n}" => Event{n}(Payload{n}), on_event_{n};\n'


def kinds():
    values = "".join(f'/// A kind.\nKind{n} = "kind_{n}",\n' for n in range(KINDS))
    return f"open_enum! {{ /// A kind.\npub enum Kind {{ {values} }} }}\n"


def payload(name, last):
    fields = "".join(f"/// A field.\npub field_{n}: Option<{type_}>,\n" for n, type_ in enumerate([*SCALARS, last]))
    return f"payload! {{ /// A payload.\npub struct {name} {{ {fields} }} }}\n"
