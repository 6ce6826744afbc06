//! Columns of keys and dashes, line by line -> which list or map each belongs to, and which is in no column.
//!
//! Block style only; brackets have no columns.

/// The keys and dashes the reader is below, outermost first.
#[derive(Default)]
pub(super) struct Levels {
    open: Vec<Level>,
}

struct Level {
    column: usize,
    dash: bool,
    /// Its value has been read.
    filled: bool,
}

/// A key or dash in a column where none can stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// Deeper than a line above whose value is complete; that line's column.
    Deeper(usize),
    /// Between two columns; the inner one.
    Between(usize),
    /// A dash where the column holds keys, or a key where it holds dashes.
    Mixed,
}

impl Levels {
    /// The column of the innermost key or dash; -1 outside of all.
    pub(super) fn owner(&self) -> isize {
        self.open.last().map_or(-1, |level| isize::try_from(level.column).unwrap_or(isize::MAX))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.open.is_empty()
    }

    /// The innermost key or dash has its value.
    pub(super) fn fill(&mut self) {
        self.set_filled(true);
    }

    /// The innermost key or dash waits for a value.
    pub(super) fn wait(&mut self) {
        self.set_filled(false);
    }

    fn set_filled(&mut self, filled: bool) {
        if let Some(level) = self.open.last_mut() {
            level.filled = filled;
        }
    }

    /// A key or dash on the line of its dash: `- key: value`.
    pub(super) fn enter_inside(&mut self, column: usize, dash: bool) {
        self.fill();
        self.open.push(Level { column, dash, filled: false });
    }

    /// A key or dash that begins a line. After a fault the column counts as if it were right, so that it is reported once.
    pub(super) fn enter(&mut self, column: usize, dash: bool) -> Option<Fault> {
        let mut inner = None;
        while self.open.last().is_some_and(|level| level.column > column) {
            inner = self.open.pop().map(|level| level.column);
        }
        let fault = match self.open.last_mut() {
            Some(level) if level.column == column => return self.enter_same(column, dash),
            Some(_) | None if inner.is_some() => inner.map(Fault::Between),
            Some(level) if level.filled => Some(Fault::Deeper(level.column)),
            Some(_) | None => None,
        };
        self.fill();
        self.open.push(Level { column, dash, filled: false });
        fault
    }

    fn enter_same(&mut self, column: usize, dash: bool) -> Option<Fault> {
        let last = self.open.pop()?;
        if last.dash == dash {
            self.open.push(Level { filled: false, ..last });
            return None;
        }
        // `key:` and its dashes may share a column.
        if dash && !last.filled {
            self.open.push(Level { filled: true, ..last });
            self.open.push(Level { column, dash, filled: false });
            return None;
        }
        let below_key = self.open.last().is_some_and(|level| level.column == column && !level.dash);
        if !dash && below_key {
            self.wait();
            return None;
        }
        self.open.push(Level { column, dash, filled: false });
        Some(Fault::Mixed)
    }
}

#[cfg(test)]
mod tests {
    use super::{Fault, Levels};

    #[test]
    fn dashes_may_stand_under_their_key() {
        let mut levels = Levels::default();
        assert_eq!(levels.enter(0, false), None);
        assert_eq!(levels.enter(0, true), None);
        levels.fill();
        assert_eq!(levels.enter(0, true), None);
        levels.fill();
        assert_eq!(levels.enter(0, false), None);
        levels.fill();
        assert_eq!(levels.enter(0, true), Some(Fault::Mixed));
    }

    #[test]
    fn a_column_between_two_columns_is_a_fault() {
        let mut levels = Levels::default();
        assert_eq!(levels.enter(0, false), None);
        assert_eq!(levels.enter(4, false), None);
        levels.fill();
        assert_eq!(levels.enter(2, false), Some(Fault::Between(4)));
        levels.fill();
        assert_eq!(levels.enter(5, false), Some(Fault::Deeper(2)));
    }
}
