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

closed_list! {
    /// What a line is for. Support, treatment, directory and referral are not crisis lines.
    LineKind {
        Emergency = "emergency", Crisis = "crisis", CrisisPeer = "crisis_peer", CrisisReferral = "crisis_referral", Peer = "peer",
        Referral = "referral", Support = "support", Treatment = "treatment", Directory = "directory",
    }
}

closed_list! {
    /// Who may use a line.
    Audience {
        AboriginalTorresStraitIslander = "aboriginal_torres_strait_islander", Corrections = "corrections", Ems = "ems", Family = "family",
        Firefighters = "firefighters", FirstResponders = "first_responders", HealthWorkers = "health_workers",
        LawEnforcement = "law_enforcement", LawEnforcementAfpVic = "law_enforcement_afp_vic", LawEnforcementNypd = "law_enforcement_nypd",
        LawEnforcementVicpol = "law_enforcement_vicpol", Military = "military", Nurses = "nurses", PoliceStaff = "police_staff",
        Public = "public", RetiredFirstResponders = "retired_first_responders", RetiredLawEnforcement = "retired_law_enforcement",
        RetiredLawEnforcementNypd = "retired_law_enforcement_nypd", ServiceMembers = "service_members",
        SurvivorFamilies = "survivor_families", Veterans = "veterans", Volunteers = "volunteers",
    }
}

closed_list! {
    /// What a line is there to talk about.
    LineTopic {
        Officer = "officer", Veteran = "veteran", Family = "family", Suicide = "suicide", Trauma = "trauma", AlcoholDrugs = "alcohol_drugs",
        DomesticViolence = "domestic_violence", Disaster = "disaster", Lgbtq = "lgbtq", Youth = "youth", General = "general", Deaf = "deaf",
    }
}

closed_list! {
    /// Whether a line may send the police. A missing answer is "not known", never "no".
    PoliceMayBeSent { Yes = "yes", No = "no", OnlyInImminentDanger = "only_in_imminent_danger" }
}

closed_list! {
    /// Whether whoever answers a line sees the number of the phone that calls or texts. A missing answer is "not known".
    NumberSeen { Shown = "shown", MayBeSeen = "may_be_seen", NotSeen = "not_seen" }
}

closed_list! {
    /// How the facts of a line were checked. A line checked by nothing is refused; general knowledge is enough for emergency numbers only.
    CheckedHow { PublishedPage = "published_page", GeneralKnowledge = "general_knowledge", Nothing = "none" }
}

/// The zones that opening hours of lines may name: those of the bundled lines, and in reserve for packs every main zone of the
/// countries served. The phone's library holds no others (`CHRONO_TZ_TIMEZONE_FILTER` in `.cargo/config.toml` is made of this
/// list, and a test compares the two), so the pack builder refuses them.
pub const ZONES: &[&str] = &[
    "UTC",
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/Anchorage",
    "America/St_Johns",
    "America/Halifax",
    "America/Toronto",
    "America/Winnipeg",
    "America/Regina",
    "America/Edmonton",
    "America/Vancouver",
    "Pacific/Honolulu",
    "Pacific/Auckland",
    "Europe/London",
    "Europe/Dublin",
    "Australia/Sydney",
    "Australia/Melbourne",
    "Australia/Brisbane",
    "Australia/Adelaide",
    "Australia/Darwin",
    "Australia/Perth",
    "Australia/Hobart",
];

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
