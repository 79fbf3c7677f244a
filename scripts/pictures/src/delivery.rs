//! The life of a delivery: its steps, and the answer where it ends at one.

use svg::Document;
use svg::node::element::{Line, Marker, Path};

use crate::{INK, OURS, REFUSED, block, document, text};

/// A step, what it does, and how the delivery is answered if it ends there.
const STEPS: &[(&str, &str, &str)] = &[
    (
        "head",
        "URL token, signature headers, tenant",
        "401, 405, 503",
    ),
    ("body", "read, up to the limit", "400, 413"),
    ("authenticate", "the signature of the body", "401"),
    ("parse", "a typed event; unknown ones are kept", "400, 422"),
    ("claim", "its key, in a store", "200 as before, 409"),
    (
        "dispatch",
        "your handler of the event",
        "500, 503, 200 given up",
    ),
    ("answer", "what the vendor reads", "200"),
];

const HEIGHT: usize = 34;
const STEP: usize = 56;
const BOX: usize = 120;
const ANSWERS: usize = 440;

pub fn draw() -> Document {
    let last = STEPS.len() - 1;
    let arrow = Path::new().set("d", "M0,0 L6,3 L0,6 Z").set("fill", INK);
    let arrow = Marker::new()
        .set("id", "delivery-arrow")
        .set("markerWidth", 6)
        .set("markerHeight", 6)
        .set("refX", 5)
        .set("refY", 3)
        .set("orient", "auto")
        .add(arrow);
    let title = "Life of a delivery: the steps of an endpoint, and the answer where it ends at one";
    let mut picture = document(title, 620, STEPS.len() * STEP + 30).add(arrow);
    for (index, (step, does, answer)) in STEPS.iter().enumerate() {
        let top = index * STEP + 4;
        let middle = top + HEIGHT / 2;
        let color = if index == last { OURS } else { REFUSED };
        let name = text(BOX / 2, middle + 5, "#ffffff", step);
        picture = picture
            .add(block(0, top, BOX, HEIGHT, OURS))
            .add(name.set("text-anchor", "middle").set("font-weight", "bold"))
            .add(text(BOX + 12, middle + 5, INK, does))
            .add(line(ANSWERS - 40, middle, ANSWERS - 8, middle))
            .add(text(ANSWERS, middle + 5, color, answer));
        if index < last {
            picture = picture.add(line(BOX / 2, top + HEIGHT, BOX / 2, top + STEP - 2));
        }
    }
    let reported =
        "Wherever it ends, the observer gets a report, dropped and timed-out requests included.";
    picture.add(text(0, STEPS.len() * STEP + 20, INK, reported))
}

fn line(x1: usize, y1: usize, x2: usize, y2: usize) -> Line {
    Line::new()
        .set("x1", x1)
        .set("y1", y1)
        .set("x2", x2)
        .set("y2", y2)
        .set("stroke", INK)
        .set("marker-end", "url(#delivery-arrow)")
}
