//! Real files, real events; each test waits for what it wants to see, with a patience no slow machine exhausts.

use super::events::{Signal, translate};
use super::gather::QUIET;
use super::{Batch, Notice, Watcher, Watching, watch};
use notify::Event;
use notify::event::{AccessKind, AccessMode, DataChange, EventKind, Flag, ModifyKind};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

struct Scene {
    root: PathBuf,
    batches: Receiver<Batch>,
    watching: Watching,
    _folder: tempfile::TempDir,
}

const PATIENCE: Duration = Duration::from_secs(30);

impl Scene {
    fn new(mode: Watcher) -> Scene {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let root = folder.path().join("project");
        fs::create_dir_all(&root).expect("made");
        fs::write(root.join("a.md"), "first").expect("written");
        let (tell, batches) = channel();
        let on_change = move |batch| drop(tell.send(batch));
        let watching = watch(&root, &["site".into()], mode, on_change).expect("a new folder can be watched");
        Scene { root, batches, watching, _folder: folder }
    }

    /// Gathers batches until all of `names` have changed. Returns everything that came, and how many batches it took.
    fn until_changed(&self, names: &[&str]) -> (Batch, usize) {
        let wanted: BTreeSet<PathBuf> = names.iter().map(|name| self.root.join(name)).collect();
        self.until(|seen| wanted.is_subset(&seen.paths))
    }

    fn until(&self, enough: impl Fn(&Batch) -> bool) -> (Batch, usize) {
        let deadline = Instant::now() + PATIENCE;
        let mut seen = Batch::default();
        let mut batches = 0;
        while !enough(&seen) {
            let rest = deadline.saturating_duration_since(Instant::now());
            let batch = self.batches.recv_timeout(rest).unwrap_or_else(|_| panic!("only {seen:?}"));
            seen.paths.extend(batch.paths);
            seen.rescan |= batch.rescan;
            seen.notice = seen.notice.or(batch.notice);
            batches += 1;
        }
        (seen, batches)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.root.join(name);
        fs::create_dir_all(path.parent().expect("below the root")).expect("made");
        fs::write(path, text).expect("written");
    }

    fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }
}

fn both(test: impl Fn(Watcher)) {
    for mode in [Watcher::Native, Watcher::Poll] {
        test(mode);
    }
}

#[test]
fn a_save_is_seen_and_another_one_after_it() {
    both(|mode| {
        let scene = Scene::new(mode);
        assert_eq!(scene.watching.mode, mode);
        scene.write("a.md", "second one");
        scene.until_changed(&["a.md"]);
        scene.write("a.md", "third");
        scene.until_changed(&["a.md"]);
    });
}

#[test]
fn saving_as_vim_does_is_seen_each_time_and_leaves_no_trace() {
    both(|mode| {
        let scene = Scene::new(mode);
        for text in ["one", "number two"] {
            fs::write(scene.path("4913"), "").expect("written");
            fs::remove_file(scene.path("4913")).expect("removed");
            fs::rename(scene.path("a.md"), scene.path("a.md~")).expect("renamed");
            fs::write(scene.path("a.md"), text).expect("written");
            fs::remove_file(scene.path("a.md~")).expect("removed");
            let (seen, _) = scene.until_changed(&["a.md"]);
            assert_eq!(seen.paths, BTreeSet::from([scene.path("a.md")]), "{mode:?}");
        }
    });
}

#[test]
fn saving_by_renaming_over_is_seen() {
    both(|mode| {
        let scene = Scene::new(mode);
        fs::write(scene.path("a.md.tmp"), "second").expect("written");
        fs::rename(scene.path("a.md.tmp"), scene.path("a.md")).expect("renamed");
        let (seen, _) = scene.until_changed(&["a.md"]);
        assert_eq!(seen.paths, BTreeSet::from([scene.path("a.md")]), "{mode:?}");
    });
}

#[test]
fn a_file_written_at_once_into_new_folders_is_seen_and_so_are_later_ones() {
    both(|mode| {
        let scene = Scene::new(mode);
        scene.write("x/y/z/new.md", "text");
        scene.until_changed(&["x/y/z/new.md"]);
        scene.write("x/y/z/later.md", "text");
        scene.until_changed(&["x/y/z/later.md"]);
        fs::remove_dir_all(scene.path("x")).expect("removed");
        scene.until(|seen| seen.paths.iter().any(|path| scene.path("x/y/z/new.md").starts_with(path)));
    });
}

#[test]
fn the_output_editors_and_our_own_reading_make_no_change() {
    both(|mode| {
        let scene = Scene::new(mode);
        for name in ["site/index.html", ".git/index", ".a.md.swp", ".#a.md", "b.md~", ".DS_Store"] {
            scene.write(name, "text");
        }
        fs::read(scene.path("a.md")).expect("read");
        // Whatever they had made would come before this.
        scene.write("b.md", "text");
        let (seen, _) = scene.until_changed(&["b.md"]);
        assert_eq!(
            seen,
            Batch { paths: BTreeSet::from([scene.path("b.md")]), ..Batch::default() },
            "{mode:?}"
        );
    });
}

#[test]
fn many_files_at_once_make_few_batches() {
    let scene = Scene::new(Watcher::Native);
    let began = Instant::now();
    let names: Vec<String> = (0..1000).map(|number| format!("deep/{number}.md")).collect();
    names.iter().for_each(|name| scene.write(name, "text"));
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let (_, batches) = scene.until_changed(&names);
    // Each ends with a quiet moment of its own; on a busy machine the writing itself has more than one.
    let most = 3 + began.elapsed().as_millis() / QUIET.as_millis();
    assert!((batches as u128) < most, "{batches} batches, at most {most}");
}

#[test]
fn a_storm_does_not_hold_the_news_back() {
    let scene = Scene::new(Watcher::Native);
    let began = Instant::now();
    let mut number = 0;
    // Saves without a pause until the first batch arrives.
    let batch = loop {
        number += 1;
        scene.write("a.md", &"x".repeat(number));
        if let Ok(batch) = scene.batches.recv_timeout(Duration::from_millis(1)) {
            break batch;
        }
        assert!(began.elapsed() < PATIENCE, "no batch in a storm");
    };
    assert!(batch.paths.contains(&scene.path("a.md")));
}

#[test]
fn a_project_that_is_removed_and_made_again_is_still_watched() {
    both(|mode| {
        let scene = Scene::new(mode);
        fs::remove_dir_all(&scene.root).expect("removed");
        scene.until_changed(&["a.md"]);
        scene.write("b.md", "text");
        scene.until_changed(&["b.md"]);
        scene.write("c.md", "text");
        scene.until_changed(&["c.md"]);
    });
}

#[cfg(unix)]
#[test]
fn paths_come_below_the_root_as_it_was_given() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(folder.path().join("real")).expect("made");
    let link = folder.path().join("link");
    std::os::unix::fs::symlink(folder.path().join("real"), &link).expect("linked");
    let (tell, batches) = channel();
    let _watching = watch(&link, &[], Watcher::Auto, move |batch| drop(tell.send(batch))).expect("watched");
    fs::write(folder.path().join("real/a.md"), "text").expect("written");
    let batch: Batch = batches.recv_timeout(PATIENCE).expect("a batch comes");
    assert!(batch.paths.contains(&link.join("a.md")), "{batch:?}");
}

#[test]
fn a_folder_that_is_not_there_cannot_be_watched() {
    assert!(watch(Path::new("/nowhere/at/all"), &[], Watcher::Auto, |_| {}).is_err());
}

#[test]
fn a_queue_that_ran_over_and_a_reached_limit_are_told() {
    let event = Event::new(EventKind::Other).set_flag(Flag::Rescan);
    assert_eq!(translate(Ok(event)), Some(Signal::Lost));
    let limit = notify::Error::new(notify::ErrorKind::MaxFilesWatch);
    assert_eq!(translate(Err(limit)), Some(Signal::Trouble(Notice::WatchLimit)));
}

#[test]
fn reading_is_no_change_and_closing_ends_one() {
    let told = |kind| translate(Ok(Event::new(kind).add_path("a.md".into())));
    assert_eq!(told(EventKind::Access(AccessKind::Open(AccessMode::Any))), None);
    assert_eq!(told(EventKind::Access(AccessKind::Close(AccessMode::Read))), None);
    let data = EventKind::Modify(ModifyKind::Data(DataChange::Any));
    assert_eq!(told(data), Some(Signal::Changed(vec!["a.md".into()])));
    let closed = EventKind::Access(AccessKind::Close(AccessMode::Write));
    assert_eq!(told(closed), Some(Signal::Written("a.md".into())));
}
