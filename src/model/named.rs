//! A choice among a few words, as a writer types them.

/// An enum whose members each have the word that stands for them in YAML, in templates and in scripts.
macro_rules! named {
    ($(#[$about:meta])* $name:ident { $($(#[$note:meta])* $member:ident = $word:literal),+ $(,)? }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($(#[$note])* #[serde(rename = $word)] $member),+
        }

        impl $name {
            pub const NAMES: &[&str] = &[$($word),+];

            pub fn of(name: &str) -> Option<$name> {
                match name {
                    $($word => Some($name::$member),)+
                    _ => None,
                }
            }

            pub fn name(self) -> &'static str {
                match self {
                    $($name::$member => $word),+
                }
            }
        }
    };
}

pub(super) use named;
