//! What the preview says to requests that are not for a page, to those it should not answer, and to the writer.

use crate::serve::client::Preview;
use crate::support::{Project, until};

#[test]
fn a_foreign_host_or_origin_is_refused() {
    let project = Project::small();
    let preview = Preview::of(&project);
    let port = preview.port;
    for host in ["evil.example", "evil.example:80", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example"] {
        let answer = preview.ask("GET", "/", &[("Host", host)]);
        assert_eq!(answer.status, 403, "{host}");
        assert!(!answer.text().contains("首页"), "{host}");
    }
    for host in ["localhost", "127.0.0.1", "[::1]"] {
        assert_eq!(preview.ask("GET", "/", &[("Host", &format!("{host}:{port}"))]).status, 200, "{host}");
    }
    let own = format!("127.0.0.1:{port}");
    for target in ["/", "/__rolebook/wait?since=0"] {
        let answer = preview.ask("GET", target, &[("Host", &own), ("Origin", "http://evil.example")]);
        assert_eq!(answer.status, 403, "{target}");
    }
}

#[test]
fn a_missing_page_is_the_sites_own_and_no_name_leads_out_of_it() {
    let project = Project::small();
    let preview = Preview::of(&project);
    let answer = preview.get("/manual/nix.html");
    assert_eq!(answer.status, 404);
    assert!(answer.text().contains("data-kind=\"not-found\""));
    for target in ["/../rolebook.yaml", "/%2e%2e/rolebook.yaml", "/rolebook.yaml", "/.rolebook-site"] {
        let answer = preview.get(target);
        assert_eq!(answer.status, 404, "{target}");
        assert!(!answer.text().contains("languages:"), "{target}");
    }
}

#[test]
fn a_folder_leads_to_its_page_and_an_unchanged_page_is_not_sent_again() {
    let project = Project::small();
    let preview = Preview::of(&project);
    let own = format!("127.0.0.1:{}", preview.port);
    let answer = preview.get("/manual");
    assert_eq!((answer.status, answer.headers["location"].as_str()), (302, "/manual/"));
    let page = preview.get("/manual/");
    assert_eq!(page.status, 200);
    let again = preview.ask("GET", "/manual/", &[("Host", &own), ("If-None-Match", &page.headers["etag"])]);
    assert_eq!((again.status, again.body), (304, Vec::new()));
    let head = preview.ask("HEAD", "/manual/", &[("Host", &own)]);
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(head.headers["etag"], page.headers["etag"]);
    assert_eq!(preview.ask("POST", "/", &[("Host", &own)]).status, 405);
}

#[test]
fn the_terminal_names_what_changed_and_says_when_the_errors_are_gone() {
    let project = Project::small();
    let preview = Preview::start(project.root(), &["--lang", "zh"]);
    let page = |link: &str| format!("---\ntitle: 收货\n---\n\n看[这里]({link})。\n");
    project.write("manual/receipt.md", &page("no.md"));
    until("the error", || preview.said().contains("manual/receipt.md 有改动").then_some(()));
    assert!(preview.said().contains("页面 `no.md` 不存在"));
    assert!(!preview.said().contains("错误都已改正"));
    project.write("manual/receipt.md", &page("../index.md"));
    until("the end of the errors", || preview.said().contains("错误都已改正").then_some(()));
}
