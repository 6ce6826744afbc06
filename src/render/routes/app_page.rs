//! The pages that Rolebook adds to a site: search, the reader's own learning, the certificate, the board of results.
//!
//! Each is a frame that a script fills in the browser; without scripts it says what it would be for.

use crate::model::Site;
use crate::model::address::OutPath;

/// A page that belongs to no file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AppPage {
    Search,
    Learning,
    Certificate,
    Board,
}

impl AppPage {
    /// The ones a site has: without roles, courses and papers there is nothing to learn.
    pub fn of(site: &Site) -> Vec<AppPage> {
        let learns = !site.roles.is_empty()
            || !site.courses.is_empty()
            || !site.quizzes.is_empty()
            || !site.banks.is_empty();
        let mut tools = vec![AppPage::Search];
        if learns {
            tools.extend([AppPage::Learning, AppPage::Certificate]);
        }
        if !site.quizzes.is_empty() {
            tools.push(AppPage::Board);
        }
        tools
    }

    /// The kind as templates and stylesheets name it.
    pub fn kind(self) -> &'static str {
        match self {
            AppPage::Search => "search",
            AppPage::Learning => "learning",
            AppPage::Certificate => "certificate",
            AppPage::Board => "board",
        }
    }

    pub fn template(self) -> &'static str {
        match self {
            AppPage::Search => "search.html",
            AppPage::Learning => "learning.html",
            AppPage::Certificate => "certificate.html",
            AppPage::Board => "board.html",
        }
    }

    /// The address, the same in every language below its folder.
    pub fn address(self) -> OutPath {
        OutPath::new(self.template())
    }
}
