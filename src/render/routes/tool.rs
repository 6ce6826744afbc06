//! The pages that Rolebook adds to a site: search, the reader's own learning, the certificate, the board of results.
//!
//! Each is a frame that a script fills in the browser; without scripts it says what it would be for.

use crate::model::Site;
use crate::model::address::OutPath;

/// A page that belongs to no file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    Search,
    Learning,
    Certificate,
    Board,
}

impl Tool {
    /// The ones a site has: without roles, courses and papers there is nothing to learn.
    pub fn of(site: &Site) -> Vec<Tool> {
        let learns = !site.roles.is_empty()
            || !site.courses.is_empty()
            || !site.quizzes.is_empty()
            || !site.banks.is_empty();
        let mut tools = vec![Tool::Search];
        if learns {
            tools.extend([Tool::Learning, Tool::Certificate]);
        }
        if !site.quizzes.is_empty() {
            tools.push(Tool::Board);
        }
        tools
    }

    /// The kind as templates and stylesheets name it.
    pub fn kind(self) -> &'static str {
        match self {
            Tool::Search => "search",
            Tool::Learning => "learning",
            Tool::Certificate => "certificate",
            Tool::Board => "board",
        }
    }

    pub fn template(self) -> &'static str {
        match self {
            Tool::Search => "search.html",
            Tool::Learning => "learning.html",
            Tool::Certificate => "certificate.html",
            Tool::Board => "board.html",
        }
    }

    /// The address, the same in every language below its folder.
    pub fn address(self) -> OutPath {
        OutPath::new(self.template())
    }
}
