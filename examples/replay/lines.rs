//! Bodies that stand one on a line, and standard input, where they may.

use std::io::{self, BufRead, Cursor, Read};
use std::iter;

use serde::de::IgnoredAny;

use crate::bodies::{Bodies, Body, failed};

/// One body if the whole is one JSON text, or if no line is an object of its own; else one a line.
///
/// Two lines of which the first is an object decide it, so that a stream is not read whole.
pub(crate) fn of_stdin() -> Bodies {
    let source = "-".to_owned();
    let mut input = io::stdin().lock();
    let mut start = Vec::new();
    let read = loop {
        let before = start.len();
        let first_is_object = is_object(&start);
        match input.read_until(b'\n', &mut start) {
            Ok(0) => break Ok(()),
            Ok(_) => start = without_mark(start),
            Err(error) => break Err(error),
        }
        match start.get(before..) {
            Some(line) if line.trim_ascii().is_empty() => {}
            _ if first_is_object => break Ok(()),
            _ if is_object(&start) => {}
            _ => break input.read_to_end(&mut start).map(drop),
        }
    };
    if let Err(error) = read {
        return failed(source, error);
    }
    if start.trim_ascii().is_empty() {
        return Box::new(iter::empty());
    }
    let mut own_lines = start.split(|byte| *byte == b'\n');
    if check_json(&start).is_ok() || !own_lines.any(is_object) {
        let bytes = Ok(start);
        return Box::new(iter::once(Body { source, bytes }));
    }
    lines(source, Cursor::new(start).chain(input))
}

pub(crate) fn lines(path: String, input: impl BufRead + 'static) -> Bodies {
    let input = Some(input);
    let number = 0;
    Box::new(Lines {
        path,
        input,
        number,
    })
}

/// The lines that are not blank.
struct Lines<R> {
    path: String,
    /// `None` once it has failed.
    input: Option<R>,
    number: u64,
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = Body;

    fn next(&mut self) -> Option<Body> {
        loop {
            let mut line = Vec::new();
            let read = self.input.as_mut()?.read_until(b'\n', &mut line);
            self.number += 1;
            if self.number == 1 {
                line = without_mark(line);
            }
            let bytes = match read {
                Ok(0) => return None,
                Ok(_) if line.trim_ascii().is_empty() => continue,
                Ok(_) => {
                    line.truncate(line.trim_ascii_end().len());
                    Ok(line)
                }
                Err(error) => {
                    self.input = None;
                    Err(error)
                }
            };
            let source = format!("{}:{}", self.path, self.number);
            return Some(Body { source, bytes });
        }
    }
}

/// Drops the byte order mark that some editors and shells begin a file with.
pub(crate) fn without_mark(mut bytes: Vec<u8>) -> Vec<u8> {
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        bytes.drain(..3);
    }
    bytes
}

pub(crate) fn check_json(text: &[u8]) -> serde_json::Result<()> {
    serde_json::from_slice::<IgnoredAny>(text).map(drop)
}

fn is_object(text: &[u8]) -> bool {
    text.trim_ascii_start().starts_with(b"{") && check_json(text).is_ok()
}
