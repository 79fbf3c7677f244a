//! Bars of what things cost, each group in its own scale.

use svg::Document;

use crate::{INK, OTHERS, OURS, block, document, text};

/// A group of bars: its title, its table in `docs/performance.md`, the column, and the rows, ours
/// first.
type Group = (
    &'static str,
    &'static str,
    &'static str,
    &'static [&'static str],
);

const PARSED: &[&str] = &["ours", "struct", "Value"];
const VERIFIED: &[&str] = &["ours", "bare HMAC", "standardwebhooks", "svix"];
const DELIVERED: &[&str] = &["ours", "verify and parse alone", "by hand"];
const COMPILED: &[&str] = &["this crate", "its dependencies"];
const INSTRUCTIONS: &str = "parse in instructions";

const GROUPS: &[Group] = &[
    (
        "Parse, Recall, 250 B",
        INSTRUCTIONS,
        "Recall, 250 B",
        PARSED,
    ),
    ("Parse, Exotel, 1 KB", INSTRUCTIONS, "Exotel, 1 KB", PARSED),
    (
        "Parse, Synthflow, 6.5 KB",
        INSTRUCTIONS,
        "Synthflow, 6.5 KB",
        PARSED,
    ),
    (
        "Parse, PailFlow, 36 KB",
        INSTRUCTIONS,
        "PailFlow, 36 KB",
        PARSED,
    ),
    ("Verify, 256 B", "verify in instructions", "256 B", VERIFIED),
    (
        "Deliver, 1 KB",
        "deliver in instructions",
        "Recall, 1 KB",
        DELIVERED,
    ),
    ("Compile, CPU seconds", "build", "CPU seconds", COMPILED),
];

const LABELS: usize = 170;
const WIDEST: usize = 360;
const LINE: usize = 20;

pub fn draw(page: &str) -> Result<Document, String> {
    let lines: usize = GROUPS.iter().map(|(_, _, _, rows)| rows.len() + 2).sum();
    let title = "What parsing, verifying, delivering and compiling cost, beside alternatives";
    let mut picture = document(title, LABELS + WIDEST + 110, lines * LINE);
    let mut y = LINE;
    for (title, table, column, rows) in GROUPS {
        picture = picture.add(text(0, y, INK, title).set("font-weight", "bold"));
        let cells = rows.iter().map(|row| cell(page, table, row, column));
        let cells = cells.collect::<Result<Vec<_>, _>>()?;
        let most = cells.iter().map(|(_, value)| *value).fold(0.0, f64::max);
        for (index, (row, (written, value))) in rows.iter().zip(&cells).enumerate() {
            y += LINE;
            let width = (value / most * WIDEST as f64).round().max(1.0) as usize;
            let color = if index == 0 { OURS } else { OTHERS };
            picture = picture
                .add(text(LABELS - 10, y, INK, row).set("text-anchor", "end"))
                .add(block(LABELS, y - 12, width, 15, color))
                .add(text(LABELS + width + 8, y, INK, written));
        }
        y += 2 * LINE;
    }
    Ok(picture)
}

/// A cell of a table, without its ratio in brackets, and as a number.
fn cell(page: &str, table: &str, row: &str, column: &str) -> Result<(String, f64), String> {
    let missing = || format!("no {row:?} with {column:?} in the table {table:?}");
    let (_, rest) = page
        .split_once(&format!("<!-- {table} -->\n"))
        .ok_or_else(missing)?;
    let mut rows = rest
        .lines()
        .map(|line| line.split('|').map(str::trim).collect::<Vec<_>>());
    let columns = rows.next().ok_or_else(missing)?;
    let at = columns
        .iter()
        .position(|name| *name == column)
        .ok_or_else(missing)?;
    let mut rows = rows.take_while(|cells| cells.len() > 1);
    let cells = rows.find(|cells| cells[1] == row).ok_or_else(missing)?;
    let written = cells[at].split(' ').next().ok_or_else(missing)?;
    let value = written.replace(',', "").parse().map_err(|_| missing())?;
    Ok((written.to_owned(), value))
}
