//! One file of the site: made, compared with what is there, and written only when it differs.
//!
//! In: a name and its content. Out: its entry in the manifest, and whether the old file can serve again. Holds no more
//! than one file in memory for each thread.

use super::content::Content;
use super::error::{Action, WriteError};
use super::manifest::{self, Entry};
use super::previous::Previous;
use super::stage::{Stage, open_to_readers};
use std::fs::{self, File, FileTimes, Metadata};
use std::io::{self, ErrorKind, Read, Write};
use std::path::Path;
use std::time::{Duration, SystemTime};

/// What became of one file.
#[derive(Debug)]
pub(super) struct Filled {
    pub(super) entry: Entry,
    /// The old file has these bytes; it is linked later, if the tree is needed at all.
    pub(super) kept: bool,
}

pub(super) fn fill(
    name: &str,
    content: Content,
    previous: &Previous,
    stage: &Stage,
) -> Result<Filled, WriteError> {
    match content {
        Content::Bytes(bytes) => from_bytes(name, &bytes, previous, stage),
        Content::CopyOf(source) => from_file(name, &source, previous, stage),
    }
}

fn from_bytes(name: &str, bytes: &[u8], previous: &Previous, stage: &Stage) -> Result<Filled, WriteError> {
    let hash = blake3::hash(bytes);
    let length = bytes.len() as u64;
    if let Some(mtime) = unchanged(name, hash, length, previous, || Ok(Box::new(bytes)))? {
        return Ok(Filled { entry: Entry { hash, length, mtime, source: None }, kept: true });
    }
    let path = stage.path(name)?;
    let written = File::create_new(&path).and_then(|mut file| {
        file.write_all(bytes)?;
        let metadata = file.metadata()?;
        if metadata.permissions() != stage.fresh {
            file.set_permissions(stage.fresh.clone())?;
        }
        manifest::mtime(&metadata)
    });
    let mtime = written.map_err(|source| WriteError::io(&path, Action::Write, source))?;
    Ok(Filled { entry: Entry { hash, length, mtime, source: None }, kept: false })
}

fn from_file(name: &str, source: &Path, previous: &Previous, stage: &Stage) -> Result<Filled, WriteError> {
    let unread = |error| WriteError::io(source, Action::Read, error);
    let begun = SystemTime::now();
    let before = regular(source).map_err(unread)?;
    let print = fingerprint(source, &before).map_err(unread)?;
    if let Some(entry) = previous.trusted(name)
        && entry.source == Some(print)
    {
        return Ok(Filled { entry: entry.clone(), kept: true });
    }
    let remembered = settled(&before, begun).map_err(unread)?.then_some(print);
    if previous.facts(name).is_some_and(|facts| facts.length == before.len()) {
        let hash = hash_file(source).map_err(unread)?;
        let open = || Ok(Box::new(File::open(source)?) as Box<dyn Read>);
        if let Some(mtime) = unchanged(name, hash, before.len(), previous, open)? {
            let entry = Entry { hash, length: before.len(), mtime, source: remembered };
            return Ok(Filled { entry, kept: true });
        }
    }
    let path = stage.path(name)?;
    let copy_failed = |error| WriteError::io(&path, Action::Copy, error);
    fs::copy(source, &path).map_err(copy_failed)?;
    fs::set_permissions(&path, stage.fresh.clone()).map_err(copy_failed)?;
    // The copy is hashed, not the source: it is what readers get, even if the source changed meanwhile.
    let hash = hash_file(&path).map_err(copy_failed)?;
    let copied = fs::symlink_metadata(&path).map_err(copy_failed)?;
    let mtime = manifest::mtime(&copied).map_err(copy_failed)?;
    let after = regular(source).and_then(|after| fingerprint(source, &after)).map_err(unread)?;
    let source = remembered.filter(|print| *print == after);
    Ok(Filled { entry: Entry { hash, length: copied.len(), mtime, source }, kept: false })
}

/// The old file's time when its bytes are the new ones.
fn unchanged<'a>(
    name: &str,
    hash: blake3::Hash,
    length: u64,
    previous: &Previous,
    new: impl FnOnce() -> io::Result<Box<dyn Read + 'a>>,
) -> Result<Option<i128>, WriteError> {
    let Some(facts) = previous.facts(name).filter(|facts| facts.length == length) else { return Ok(None) };
    let same = match previous.trusted(name) {
        Some(entry) => entry.hash == hash,
        None => {
            let path = previous.path(name);
            let compared = File::open(&path).and_then(|old| same_bytes(old, new()?));
            compared.map_err(|source| WriteError::io(&path, Action::Read, source))?
        }
    };
    Ok(same.then_some(facts.mtime))
}

/// Gives the new tree an unchanged file: the same file by a second name, or a copy with the same time.
///
/// Returns the time the file has now, which a coarse file system may have rounded.
pub(super) fn keep(name: &str, mtime: i128, previous: &Previous, stage: &Stage) -> Result<i128, WriteError> {
    let (old, new) = (previous.path(name), stage.path(name)?);
    if fs::hard_link(&old, &new).is_ok() {
        // Written under a stricter umask by an earlier version, or by hand.
        open_to_readers(&new, 0o444).map_err(|source| WriteError::io(&new, Action::Write, source))?;
        return Ok(mtime);
    }
    // Whatever kept the link from being made (no links here, too many of them, another owner), a copy will do or say.
    copy_with_time(&old, &new).map_err(|source| WriteError::io(&new, Action::Copy, source))
}

fn copy_with_time(old: &Path, new: &Path) -> io::Result<i128> {
    fs::copy(old, new)?;
    let file = File::options().write(true).open(new)?;
    file.set_times(FileTimes::new().set_modified(fs::metadata(old)?.modified()?))?;
    manifest::mtime(&file.metadata()?)
}

fn regular(path: &Path) -> io::Result<Metadata> {
    let metadata = fs::metadata(path)?;
    // A pipe would keep us waiting for ever.
    if metadata.is_file() { Ok(metadata) } else { Err(io::Error::other("not a regular file")) }
}

fn hash_file(path: &Path) -> io::Result<blake3::Hash> {
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(File::open(path)?)?;
    Ok(hasher.finalize())
}

/// Everything cheap that tells one state of a source from another: path, length, times, and the file's own number.
///
/// Time and length alone are not enough: archives and some checkouts give all files the same time.
fn fingerprint(path: &Path, metadata: &Metadata) -> io::Result<blake3::Hash> {
    let mut hasher = blake3::Hasher::new();
    hasher.update(path.as_os_str().as_encoded_bytes());
    hasher.update(&[0]);
    hasher.update(&metadata.len().to_le_bytes());
    hasher.update(&manifest::mtime(metadata)?.to_le_bytes());
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        for number in [metadata.ctime(), metadata.ctime_nsec(), metadata.ino().cast_signed()] {
            hasher.update(&number.to_le_bytes());
        }
    }
    Ok(hasher.finalize())
}

/// A source written a moment ago may be written again within the same tick of its clock, and look the same.
fn settled(source: &Metadata, now: SystemTime) -> io::Result<bool> {
    let tick = Duration::from_secs(2);
    Ok(now.duration_since(source.modified()?).is_ok_and(|age| age > tick))
}

pub(super) fn same_bytes(mut a: impl Read, mut b: impl Read) -> io::Result<bool> {
    let (mut left, mut right) = (vec![0; 64 * 1024], vec![0; 64 * 1024]);
    loop {
        let (n, m) = (read_full(&mut a, &mut left)?, read_full(&mut b, &mut right)?);
        if left[..n] != right[..m] {
            return Ok(false);
        }
        if n < left.len() {
            return Ok(true);
        }
    }
}

fn read_full(from: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match from.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(n) => filled += n,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

#[cfg(test)]
mod tests {
    use super::same_bytes;

    #[test]
    fn bytes_are_the_same_only_to_the_last_one() {
        let long = vec![7_u8; 200_000];
        let mut other = long.clone();
        assert!(same_bytes(&long[..], &other[..]).expect("memory"));
        other[199_999] = 8;
        assert!(!same_bytes(&long[..], &other[..]).expect("memory"));
        assert!(!same_bytes(&long[..], &long[..131_072]).expect("memory"));
        assert!(!same_bytes(&long[..65_536], &long[..65_537]).expect("memory"));
        assert!(same_bytes(&[][..], &[][..]).expect("memory"));
    }
}
