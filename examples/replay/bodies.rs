//! Where the bodies come from: files, folders, standard input.

use std::fs::File;
use std::io::{self, BufReader};
use std::iter;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::lines::{lines, of_stdin, without_mark};

/// A body and where it stood: a path, `-`, or one of these with the number of a line.
pub(crate) struct Body {
    pub(crate) source: String,
    pub(crate) bytes: io::Result<Vec<u8>>,
}

/// One thing to read bodies from.
pub(crate) enum Input {
    Stdin,
    /// One body.
    Whole(PathBuf),
    /// A body on every line.
    Lines(PathBuf),
    /// A folder that could not be looked into.
    Unreadable(PathBuf, io::Error),
}

pub(crate) type Bodies = Box<dyn Iterator<Item = Body>>;

impl Input {
    /// What a path of the command line stands for.
    pub(crate) fn find(path: &Path) -> Vec<Self> {
        if path == Path::new("-") {
            return vec![Self::Stdin];
        }
        let entries = WalkDir::new(path).follow_links(true).sort_by_file_name();
        let found = entries.into_iter().filter_map(|entry| match entry {
            Ok(entry) if entry.file_type().is_dir() => None,
            Ok(entry) if has_extension(entry.path(), "jsonl") => {
                Some(Self::Lines(entry.into_path()))
            }
            Ok(entry) if entry.depth() == 0 || has_extension(entry.path(), "json") => {
                Some(Self::Whole(entry.into_path()))
            }
            Ok(_) => None,
            Err(error) => {
                let place = error.path().unwrap_or(path).to_owned();
                let message = error.to_string();
                let error = error.into_io_error();
                let error = error.unwrap_or_else(|| io::Error::other(message));
                Some(Self::Unreadable(place, error))
            }
        });
        found.collect()
    }

    /// How wide the column of the sources must be for this one.
    pub(crate) fn width(&self) -> usize {
        let line_number = if matches!(self, Self::Lines(_)) { 6 } else { 0 };
        self.source().chars().count() + line_number
    }

    pub(crate) fn bodies(self) -> Bodies {
        let source = self.source();
        match self {
            Self::Stdin => of_stdin(),
            Self::Whole(path) => {
                let bytes = std::fs::read(path).map(without_mark);
                Box::new(iter::once(Body { source, bytes }))
            }
            Self::Lines(path) => match File::open(path) {
                Ok(file) => lines(source, BufReader::with_capacity(1 << 16, file)),
                Err(error) => failed(source, error),
            },
            Self::Unreadable(_, error) => failed(source, error),
        }
    }

    fn source(&self) -> String {
        match self {
            Self::Stdin => "-".to_owned(),
            Self::Whole(path) | Self::Lines(path) | Self::Unreadable(path, _) => {
                path.display().to_string()
            }
        }
    }
}

pub(crate) fn failed(source: String, error: io::Error) -> Bodies {
    Box::new(iter::once(Body {
        source,
        bytes: Err(error),
    }))
}

fn has_extension(path: &Path, extension: &str) -> bool {
    path.extension()
        .is_some_and(|found| found.eq_ignore_ascii_case(extension))
}
