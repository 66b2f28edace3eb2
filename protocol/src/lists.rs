//! The closed lists of `docs/protocol`: a value's number on the wire is its place here. New ones are appended, never reused.

use serde::{Deserialize, Serialize};

macro_rules! closed_list {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name {
            $(#[doc = concat!("`", $text, "`")] #[serde(rename = $text)] $variant,)+
        }

        impl $name {
            /// Every value, in the order of the list.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The value's word in files.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }

            /// The value of a word, if the list has it.
            pub fn of_word(word: &str) -> Option<Self> {
                match word { $($text => Some(Self::$variant),)+ _ => None }
            }

            /// The value's number on the wire.
            pub fn number(self) -> u8 {
                self as u8
            }

            /// The value of a number; `None` for a number that a newer list has.
            pub fn of_number(number: u8) -> Option<Self> {
                Self::ALL.get(usize::from(number)).copied()
            }
        }
    };
}

closed_list! {
    /// What somebody is in the service.
    Role {
        Officer = "officer", Detective = "detective", Supervisor = "supervisor", Dispatcher = "dispatcher", Corrections = "corrections",
        Civilian = "civilian", Retired = "retired", Family = "family", Chaplain = "chaplain", Clinician = "clinician",
    }
}

closed_list! {
    /// What a request is about, and what a peer has lived through.
    Topic {
        CriticalIncident = "critical_incident", Shooting = "shooting", DeathOnDuty = "death_on_duty", ChildCase = "child_case", Injury = "injury",
        Illness = "illness", AlcoholDrugs = "alcohol_drugs", Relationship = "relationship", Family = "family", Grief = "grief",
        SuicideOfColleague = "suicide_of_colleague", SuicidalThoughts = "suicidal_thoughts", Stress = "stress", Sleep = "sleep", Money = "money",
        Career = "career", ComplaintOrInquiry = "complaint_or_inquiry", Retirement = "retirement", MoralInjury = "moral_injury",
        Harassment = "harassment", Other = "other",
    }
}

closed_list! {
    /// What the officer would like of the peer or of the talk.
    Wish {
        Call = "call", Text = "text", Meet = "meet", OutsideMyAgency = "outside_my_agency", SameGender = "same_gender", Veteran = "veteran",
        Faith = "faith", SameRank = "same_rank", Language = "language",
    }
}

closed_list! {
    /// How a peer can be reached.
    Modality { Call = "call", Text = "text", Meet = "meet" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_on_the_wire_are_places_in_the_list() {
        assert_eq!(Role::Clinician.number(), 9);
        assert_eq!(Topic::Other.number(), 20);
        assert_eq!(Wish::Language.number(), 8);
        assert_eq!(Topic::of_number(21), None);
        for topic in Topic::ALL {
            assert_eq!(Topic::of_number(topic.number()), Some(*topic));
            assert_eq!(Topic::of_word(topic.word()), Some(*topic));
        }
    }
}
