//! How the parts of a site refer to each other: by position, or by the id of a kind that files give.
//!
//! What a writer typed is a `Text` with its place. It becomes an id where it is resolved, and from there on no id of
//! another kind can stand for it.

use crate::yaml::fields::Text;
use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

/// A page of the site, in any of its languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageId(pub usize);

/// A folder of the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SectionId(pub usize);

/// Position of a language in `Config::languages`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LanguageId(pub usize);

/// Where a question stands: its page (bank or paper) and its position there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuestionPlace {
    pub page: PageId,
    pub index: usize,
}

/// An id of its own type for each kind of thing. Tables are searched by what was typed; a clone costs nothing.
macro_rules! ids {
    ($($(#[$about:meta])* $name:ident),+ $(,)?) => {
        $(
            $(#[$about])*
            #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub struct $name(Arc<str>);

            impl $name {
                pub fn new(id: &str) -> $name {
                    $name(id.into())
                }

                pub fn as_str(&self) -> &str {
                    &self.0
                }
            }

            impl From<&Text> for $name {
                fn from(typed: &Text) -> $name {
                    $name::new(typed.as_str())
                }
            }

            impl PartialEq<$name> for Text {
                fn eq(&self, id: &$name) -> bool {
                    self.as_str() == id.as_str()
                }
            }

            impl Borrow<str> for $name {
                fn borrow(&self) -> &str {
                    &self.0
                }
            }

            impl fmt::Display for $name {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    f.write_str(&self.0)
                }
            }

            impl serde::Serialize for $name {
                fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    serializer.serialize_str(&self.0)
                }
            }
        )+
    };
}

ids! {
    /// The name of a role's file.
    RoleId,
    /// The name of a course's file.
    CourseId,
    /// The name of a quiz's file.
    QuizId,
    /// The name of a bank's file.
    BankId,
    /// The `id` of a question in a bank.
    QuestionId,
}
