//! Draws the pictures of `docs/pictures`, in colors that can be read on light and on dark:
//!
//! ```sh
//! draw="cargo run --manifest-path scripts/pictures/Cargo.toml --"
//! $draw figures         # costs.svg, by docs/performance.md, and delivery.svg
//! cargo run --features receive --example receive | $draw receive
//! ```

mod costs;
mod delivery;

use std::error::Error;
use std::path::Path;

use svg::Document;
use svg::node::element::{Rectangle, Text};

/// Of what stands on the page itself.
const INK: &str = "#768390";
const OURS: &str = "#3a7bd5";
const OTHERS: &str = "#8a939c";
const REFUSED: &str = "#c2553f";

/// Of a line of the output: the longest replies are cut.
const COLUMNS: usize = 110;

fn main() -> Result<(), Box<dyn Error>> {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs");
    let pictures = docs.join("pictures");
    match std::env::args().nth(1).as_deref() {
        Some("figures") => {
            let page = std::fs::read_to_string(docs.join("performance.md"))?;
            svg::save(pictures.join("costs.svg"), &costs::draw(&page)?)?;
            svg::save(pictures.join("delivery.svg"), &delivery::draw())?;
        }
        Some("receive") => {
            let mut output = String::new();
            for line in std::io::stdin().lines() {
                output.extend(line?.chars().take(COLUMNS));
                output.push('\n');
            }
            let picture = anstyle_svg::Term::new().render_svg(output.trim_end());
            std::fs::write(pictures.join("receive.svg"), picture)?;
        }
        _ => return Err("which: figures or receive?".into()),
    }
    Ok(())
}

fn document(title: &str, width: usize, height: usize) -> Document {
    Document::new()
        .set("viewBox", (0, 0, width, height))
        .set("width", width)
        .set("height", height)
        .set("role", "img")
        .set("aria-label", title)
        .set("font-family", "system-ui, sans-serif")
        .set("font-size", 13)
}

fn block(x: usize, y: usize, width: usize, height: usize, color: &str) -> Rectangle {
    Rectangle::new()
        .set("x", x)
        .set("y", y)
        .set("width", width)
        .set("height", height)
        .set("rx", 3)
        .set("fill", color)
}

fn text(x: usize, y: usize, color: &str, content: &str) -> Text {
    Text::new(content)
        .set("x", x)
        .set("y", y)
        .set("fill", color)
}
