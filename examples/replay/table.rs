//! A table of texts.

use std::io::{self, Write};

use anstyle::Style;

/// Writes a table with a blank line before it; nothing if it has no rows. Numbers stand to the
/// right of their column.
pub(crate) fn write_table<const N: usize>(
    mut out: impl Write,
    style: Style,
    heads: [&str; N],
    rows: impl IntoIterator<Item = [String; N]>,
) -> io::Result<()> {
    let rows: Vec<_> = rows.into_iter().collect();
    if rows.is_empty() {
        return Ok(());
    }
    let mut widths = heads.map(str::len);
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = cell.chars().count().max(*width);
        }
    }
    // What follows the last column needs no room.
    if let Some(last) = widths.last_mut() {
        *last = 0;
    }
    let heads = line(&heads.map(str::to_owned), &widths);
    writeln!(out, "\n{style}{heads}{style:#}")?;
    rows.iter()
        .try_for_each(|row| writeln!(out, "{}", line(row, &widths)))
}

fn line(row: &[String], widths: &[usize]) -> String {
    let cells = row.iter().zip(widths).map(|(cell, &width)| {
        if cell.bytes().all(|byte| byte.is_ascii_digit()) {
            format!("{cell:>width$}")
        } else {
            format!("{cell:<width$}")
        }
    });
    let cells: Vec<_> = cells.collect();
    cells.join("  ").trim_end().to_owned()
}
