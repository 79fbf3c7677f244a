//! Where the bodies come from: files, folders, standard input.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use serde::de::IgnoredAny;
use walkdir::WalkDir;

/// Takes a body, and where it stood: a path, perhaps with the number of a line.
pub(crate) type Take<'a> = &'a mut dyn FnMut(String, io::Result<Vec<u8>>) -> io::Result<()>;

/// Finds the bodies of a path of the command line. Fails only if `take` does.
pub(crate) fn each(path: &Path, take: Take<'_>) -> io::Result<()> {
    if path == Path::new("-") {
        return of_stdin(take);
    }
    let entries = WalkDir::new(path).follow_links(true).sort_by_file_name();
    for entry in entries {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let source = error.path().unwrap_or(path).display().to_string();
                take(source, Err(error.into()))?;
                continue;
            }
        };
        let source = entry.path().display().to_string();
        let extension = entry.path().extension().unwrap_or_default();
        if entry.file_type().is_dir() {
            continue;
        }
        if extension.eq_ignore_ascii_case("jsonl") {
            match File::open(entry.path()) {
                Ok(file) => each_line(&source, BufReader::new(file), take)?,
                Err(error) => take(source, Err(error))?,
            }
        } else if extension.eq_ignore_ascii_case("json") || entry.depth() == 0 {
            take(source, fs::read(entry.path()))?;
        }
    }
    Ok(())
}

/// The whole, if it is one body on several lines, or else a body on each line.
fn of_stdin(take: Take<'_>) -> io::Result<()> {
    // A body with a byte order mark is one that fails, and not one for each of its lines.
    let is_body = |bytes: &[u8]| {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        serde_json::from_slice::<IgnoredAny>(bytes).is_ok()
    };
    let (mut input, mut begin) = (io::stdin().lock(), Vec::new());
    if let Err(error) = input.read_until(b'\n', &mut begin) {
        return take("-".to_owned(), Err(error));
    }
    if !is_body(&begin) {
        // Reading the lines below returns the error too.
        let _ = input.read_to_end(&mut begin);
        if is_body(&begin) {
            return take("-".to_owned(), Ok(begin));
        }
    }
    each_line("-", begin.as_slice().chain(input), take)
}

/// The lines that are not blank.
fn each_line(source: &str, input: impl BufRead, take: Take<'_>) -> io::Result<()> {
    for (index, line) in input.split(b'\n').enumerate() {
        if line.as_ref().is_ok_and(|line| line.trim_ascii().is_empty()) {
            continue;
        }
        let unreadable = line.is_err();
        take(format!("{source}:{}", index + 1), line)?;
        if unreadable {
            break;
        }
    }
    Ok(())
}
