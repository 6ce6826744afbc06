//! What is served: the bytes of a build, and after each save those of the next.

use crate::serve::client::{Preview, without_live_script};
use crate::support::{Project, files, run, until};
use std::path::Path;

fn copy_of_the_sample() -> Project {
    let project = Project::new(&[]);
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    for (name, from) in files(&content).into_iter().filter(|(name, _)| !name.starts_with("site/")) {
        let to = project.path(&name);
        std::fs::create_dir_all(to.parent().expect("a file lies in a folder")).expect("writable");
        std::fs::copy(from, to).expect("writable");
    }
    project
}

#[test]
fn every_file_of_the_sample_is_served_as_it_is_built() {
    let (project, built) = (copy_of_the_sample(), Project::new(&[]));
    let mut build = project.rolebook(&["build", "-o"]);
    build.arg(built.path("site"));
    run(build).ends_with(0);
    let preview = Preview::of(&project);
    let files = files(&built.path("site"));
    assert!(files.len() > 150, "the sample is a whole site");
    for (name, path) in files.iter().filter(|(name, _)| *name != ".rolebook-site") {
        let target: String = name.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let target = format!("/{}", target.replace("%2F", "/"));
        let answer = preview.get(&target);
        let body = if name.ends_with(".html") { without_live_script(&answer.body) } else { answer.body };
        assert_eq!(answer.status, 200, "{name}");
        assert!(body == std::fs::read(path).expect("it was built"), "{name} is served otherwise than built");
    }
}

#[test]
fn an_edit_is_told_and_the_page_has_the_new_text() {
    let project = Project::small();
    let preview = Preview::of(&project);
    let before = preview.wait(0);
    assert_eq!(before.problems, [""; 0]);
    assert!(preview.page("/manual/receipt.html").contains("先清点，再签字。"));
    project.write("manual/receipt.md", "---\ntitle: 收货\n---\n\n先签字，再清点。\n");
    let news = preview.wait_until(before.generation, "the new text", |_| {
        preview.page("/manual/receipt.html").contains("先签字，再清点。")
    });
    assert!(news.generation > before.generation);
    assert_eq!(news.problems, [""; 0]);
}

#[test]
fn polling_notices_an_edit_too() {
    let project = Project::small();
    let preview = Preview::start(project.root(), &["--watcher", "poll"]);
    let before = preview.wait(0);
    project.write("manual/receipt.md", "---\ntitle: 收货\n---\n\n先签字，再清点。\n");
    preview.wait_until(before.generation, "the new text", |_| {
        preview.page("/manual/receipt.html").contains("先签字，再清点。")
    });
}

#[test]
fn a_new_title_shows_in_the_section_tree_of_its_neighbours() {
    let project = Project::small();
    project.write("manual/issue.md", "---\ntitle: 发料\n---\n\n文字。\n");
    let preview = Preview::of(&project);
    let before = preview.wait(0);
    assert!(preview.page("/manual/issue.html").contains("<span>收货</span>"));
    project.write("manual/receipt.md", "---\ntitle: 采购入库\n---\n\n文字。\n");
    preview.wait_until(before.generation, "the new title beside", |_| {
        let page = preview.page("/manual/issue.html");
        page.contains("<span>采购入库</span>") && !page.contains("<span>收货</span>")
    });
}

#[test]
fn an_error_is_told_over_the_last_good_page_and_goes_when_it_is_mended() {
    let project = Project::small();
    let preview = Preview::of(&project);
    let before = preview.wait(0);
    let good = preview.page("/index.html");
    project.write("index.md", "---\ntitle: 首页\n---\n\n请看[收货](manual/recipt.md)，新文。\n");
    let broken = preview.wait_until(before.generation, "the problem", |news| !news.problems.is_empty());
    assert_eq!(broken.problems, ["index.md:5:8 link.missing"]);
    let (old, kept) = (without_live_script(good.as_bytes()), preview.get("/index.html"));
    assert_eq!((kept.status, without_live_script(&kept.body)), (200, old), "the old page stays");
    project.write("index.md", "---\ntitle: 首页\n---\n\n请看[收货](manual/receipt.md)，新文。\n");
    let mended =
        preview.wait_until(broken.generation, "the end of the problem", |news| news.problems.is_empty());
    assert!(mended.generation > broken.generation);
    assert!(preview.page("/index.html").contains("新文"));
    // The page is served before the terminal tells.
    let told = "error[link.missing]: page `manual/recipt.md` does not exist";
    until("the error on the terminal", || preview.said().contains(told).then_some(()));
}

#[test]
fn a_site_that_is_broken_from_the_start_is_served_with_its_problems() {
    let project = Project::small();
    project.write("index.md", "---\ntitle: 首页\n---\n\n请看[收货](manual/recipt.md)。\n");
    let preview = Preview::of(&project);
    let news = preview.wait(0);
    assert_eq!(news.problems, ["index.md:5:8 link.missing"]);
    assert!(preview.page("/manual/receipt.html").contains("先清点，再签字。"));
    assert!(preview.page("/").contains("请看"));
    project.write("index.md", "---\ntitle: 首页\n---\n\n请看[收货](manual/receipt.md)。\n");
    preview.wait_until(news.generation, "the end of the problem", |news| news.problems.is_empty());
    assert!(preview.page("/").contains("href=\"manual/receipt.html\""));
}

#[test]
fn a_broken_configuration_is_survived() {
    let project = Project::small();
    let preview = Preview::of(&project);
    let before = preview.wait(0);
    assert!(preview.page("/").contains("仓库手册"));
    project.write("rolebook.yaml", "title: [仓库手册\n");
    let broken = preview.wait_until(before.generation, "the problem", |news| !news.problems.is_empty());
    assert!(broken.problems[0].starts_with("rolebook.yaml:"), "{:?}", broken.problems);
    assert!(preview.page("/").contains("仓库手册"), "the old page stays");
    project.write("rolebook.yaml", "title: 新手册\nlanguages: [zh-CN]\n");
    preview.wait_until(broken.generation, "the end of the problem", |news| news.problems.is_empty());
    assert!(preview.page("/").contains("新手册"));
}

#[test]
fn a_new_file_and_a_new_folder_appear_and_a_deleted_page_goes() {
    let project = Project::small();
    let preview = Preview::of(&project);
    let before = preview.wait(0);
    assert_eq!(preview.get("/manual/issue.html").status, 404);
    project.write("manual/issue.md", "---\ntitle: 发料\n---\n\n新的一页。\n");
    let news = preview
        .wait_until(before.generation, "the new file", |_| preview.get("/manual/issue.html").status == 200);
    project.write("faq/a/b/deep.md", "---\ntitle: 深处\n---\n\n深处的一页。\n");
    let news = preview.wait_until(news.generation, "the file in new folders", |_| {
        preview.get("/faq/a/b/deep.html").status == 200
    });
    project.write("faq/a/b/second.md", "---\ntitle: 第二\n---\n\n文字。\n");
    let news = preview.wait_until(news.generation, "a second file in the new folder", |_| {
        preview.get("/faq/a/b/second.html").status == 200
    });
    project.remove("manual/issue.md");
    preview.wait_until(news.generation, "the end of the deleted page", |_| {
        preview.get("/manual/issue.html").status == 404
    });
    assert!(!preview.page("/manual/receipt.html").contains("发料"));
}

#[test]
fn an_overridden_partial_shows_at_once() {
    let project = Project::small();
    let preview = Preview::of(&project);
    let before = preview.wait(0);
    project.write("theme/templates/partials/footer.html", "<footer class=\"footer\">本厂专用</footer>\n");
    preview.wait_until(before.generation, "the new footer", |_| {
        preview.page("/manual/receipt.html").contains("本厂专用")
    });
}
