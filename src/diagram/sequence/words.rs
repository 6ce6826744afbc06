//! What a sequence diagram says itself, in the language of the reader.

use crate::diagram::sequence::script::Frame;

/// What a frame of a sequence diagram is called in the language of the reader.
#[derive(Clone, Debug)]
pub struct Words {
    pub repeat: String,
    pub alternative: String,
    pub option: String,
    pub parallel: String,
    pub critical: String,
    pub stop: String,
}

impl Words {
    pub fn of(&self, frame: Frame) -> &str {
        match frame {
            Frame::Loop => &self.repeat,
            Frame::Alternative => &self.alternative,
            Frame::Option => &self.option,
            Frame::Parallel => &self.parallel,
            Frame::Critical => &self.critical,
            Frame::Break => &self.stop,
            Frame::Ground => "",
        }
    }
}
