//! Reads JSON: a record is an object with names, never a list in the order of its fields.
//!
//! Serde's records can be read from both, so serde_json compiles for each record a second reader that goes by position. No form of
//! Peerline is written that way, and a file that is must be refused rather than guessed at. Without the second readers the phone's
//! library is a tenth of a megabyte smaller.

use serde::de::{
    self, Deserialize, DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess,
    Visitor,
};
use serde_json::Result;
use std::fmt;

/// Reads a value that is the whole of the bytes.
///
/// # Errors
/// What serde_json says of the first thing that is not of the form, and a list where a record is wanted.
pub fn from_slice<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Result<T> {
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let value = T::deserialize(ByName(&mut json))?;
    json.end()?;
    Ok(value)
}

/// Reads a value that is the whole of the text.
///
/// # Errors
/// As [`from_slice`].
pub fn from_str<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T> {
    from_slice(text.as_bytes())
}

/// Around serde_json's deserializer, its visitors, seeds and accesses, so that every record within reaches
/// [`Deserializer::deserialize_struct`] below.
struct ByName<T>(T);

/// By these words serde_json knows that a value is wanted as it stands ([`serde_json::value::RawValue`]).
const AS_IT_STANDS: &str = "$serde_json::private::RawValue";

macro_rules! as_they_are {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> std::result::Result<V::Value, D::Error> {
            self.0.$method(visitor)
        })*
    };
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for ByName<D> {
    type Error = D::Error;

    as_they_are! {
        deserialize_any deserialize_bool deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_u8 deserialize_u16
        deserialize_u32 deserialize_u64 deserialize_f32 deserialize_f64 deserialize_char deserialize_str deserialize_string
        deserialize_bytes deserialize_byte_buf deserialize_unit deserialize_identifier deserialize_ignored_any
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> std::result::Result<V::Value, D::Error> {
        self.0.deserialize_map(ByName(visitor))
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> std::result::Result<V::Value, D::Error> {
        self.0.deserialize_map(ByName(visitor))
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> std::result::Result<V::Value, D::Error> {
        self.0.deserialize_seq(InOrder(visitor))
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        length: usize,
        visitor: V,
    ) -> std::result::Result<V::Value, D::Error> {
        self.0.deserialize_tuple(length, InOrder(visitor))
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        length: usize,
        visitor: V,
    ) -> std::result::Result<V::Value, D::Error> {
        self.0.deserialize_tuple_struct(name, length, InOrder(visitor))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> std::result::Result<V::Value, D::Error> {
        self.0.deserialize_option(Within(visitor))
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> std::result::Result<V::Value, D::Error> {
        if name == AS_IT_STANDS {
            return self.0.deserialize_newtype_struct(name, visitor);
        }
        self.0.deserialize_newtype_struct(name, Within(visitor))
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> std::result::Result<V::Value, D::Error> {
        self.0.deserialize_unit_struct(name, visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> std::result::Result<V::Value, D::Error> {
        self.0.deserialize_enum(name, variants, OneOf(visitor))
    }
}

/// A visitor of an object.
impl<'de, V: Visitor<'de>> Visitor<'de> for ByName<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> std::result::Result<V::Value, A::Error> {
        self.0.visit_map(ByName(map))
    }
}

/// A visitor of a list.
struct InOrder<V>(V);

impl<'de, V: Visitor<'de>> Visitor<'de> for InOrder<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> std::result::Result<V::Value, A::Error> {
        self.0.visit_seq(ByName(list))
    }
}

/// A visitor of what may be missing, or is within a type of its own.
struct Within<V>(V);

impl<'de, V: Visitor<'de>> Visitor<'de> for Within<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }

    fn visit_none<E: de::Error>(self) -> std::result::Result<V::Value, E> {
        self.0.visit_none()
    }

    fn visit_unit<E: de::Error>(self) -> std::result::Result<V::Value, E> {
        self.0.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, value: D) -> std::result::Result<V::Value, D::Error> {
        self.0.visit_some(ByName(value))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, value: D) -> std::result::Result<V::Value, D::Error> {
        self.0.visit_newtype_struct(ByName(value))
    }
}

/// A visitor of one of several.
struct OneOf<V>(V);

impl<'de, V: Visitor<'de>> Visitor<'de> for OneOf<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }

    fn visit_enum<A: EnumAccess<'de>>(self, one: A) -> std::result::Result<V::Value, A::Error> {
        self.0.visit_enum(ByName(one))
    }
}

impl<'de, A: EnumAccess<'de>> EnumAccess<'de> for ByName<A> {
    type Error = A::Error;
    type Variant = ByName<A::Variant>;

    fn variant_seed<S: DeserializeSeed<'de>>(
        self,
        which: S,
    ) -> std::result::Result<(S::Value, Self::Variant), A::Error> {
        self.0.variant_seed(which).map(|(which, what)| (which, ByName(what)))
    }
}

impl<'de, A: VariantAccess<'de>> VariantAccess<'de> for ByName<A> {
    type Error = A::Error;

    fn unit_variant(self) -> std::result::Result<(), A::Error> {
        self.0.unit_variant()
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(
        self,
        what: S,
    ) -> std::result::Result<S::Value, A::Error> {
        self.0.newtype_variant_seed(ByName(what))
    }

    fn tuple_variant<V: Visitor<'de>>(
        self,
        length: usize,
        visitor: V,
    ) -> std::result::Result<V::Value, A::Error> {
        self.0.tuple_variant(length, InOrder(visitor))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> std::result::Result<V::Value, A::Error> {
        self.0.newtype_variant_seed(Fields(visitor))
    }
}

/// The fields of one of several.
struct Fields<V>(V);

impl<'de, V: Visitor<'de>> DeserializeSeed<'de> for Fields<V> {
    type Value = V::Value;

    fn deserialize<D: Deserializer<'de>>(self, value: D) -> std::result::Result<V::Value, D::Error> {
        value.deserialize_map(ByName(self.0))
    }
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for ByName<S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, value: D) -> std::result::Result<S::Value, D::Error> {
        self.0.deserialize(ByName(value))
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for ByName<A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        key: K,
    ) -> std::result::Result<Option<K::Value>, A::Error> {
        self.0.next_key_seed(key)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(
        &mut self,
        value: S,
    ) -> std::result::Result<S::Value, A::Error> {
        self.0.next_value_seed(ByName(value))
    }
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for ByName<A> {
    type Error = A::Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        item: S,
    ) -> std::result::Result<Option<S::Value>, A::Error> {
        self.0.next_element_seed(ByName(item))
    }

    fn size_hint(&self) -> Option<usize> {
        self.0.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde::{Deserialize, Serialize};
    use serde_json::value::RawValue;
    use std::collections::BTreeMap;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Whole {
        number: u32,
        #[serde(default)]
        words: Option<String>,
        within: Option<Place>,
        listed: Vec<Place>,
        named: BTreeMap<String, Place>,
        pair: (u8, Place),
        one_of: OneOfThem,
        own: Own,
        any: serde_json::Value,
    }

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Place {
        here: i64,
        there: f64,
    }

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    enum OneOfThem {
        Nothing,
        Wrapped(Place),
        Fields { here: bool },
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Own(Place);

    fn place() -> impl Strategy<Value = Place> {
        (any::<i64>(), -1e6..1e6).prop_map(|(here, there)| Place { here, there })
    }

    fn whole() -> impl Strategy<Value = Whole> {
        let one_of = prop_oneof![
            Just(OneOfThem::Nothing),
            place().prop_map(OneOfThem::Wrapped),
            any::<bool>().prop_map(|here| OneOfThem::Fields { here }),
        ];
        let lists = (prop::collection::vec(place(), 0..4), prop::collection::btree_map(".*", place(), 0..4));
        let maybe = (prop::option::of(".*"), prop::option::of(place()));
        (any::<u32>(), maybe, lists, any::<u8>(), place(), one_of).prop_map(
            |(number, (words, maybe), (listed, named), byte, within, one_of)| Whole {
                number,
                words,
                within: maybe,
                listed,
                named,
                pair: (byte, within.clone()),
                one_of,
                any: serde_json::json!({ "list": [1, null, { "deep": true }] }),
                own: Own(within),
            },
        )
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_as_serde_json_reads_it(whole in whole()) {
            let json = serde_json::to_vec(&whole).unwrap();
            let given: Whole = from_slice(&json).unwrap();
            prop_assert_eq!(&given, &serde_json::from_slice::<Whole>(&json).unwrap());
        }

        /// Of a file that somebody cut off or changed a byte of, both say the same.
        #[test]
        fn what_is_refused_is_refused_for_the_same_reason(
            whole in whole(),
            place in any::<prop::sample::Index>(),
            byte in prop::option::of(any::<u8>()),
        ) {
            let mut json = serde_json::to_vec_pretty(&whole).unwrap();
            let place = place.index(json.len());
            match byte {
                Some(byte) => json[place] = byte,
                None => json.truncate(place),
            }
            let said = |error: serde_json::Error| (error.line(), error.classify());
            let given = from_slice::<Whole>(&json).map_err(said);
            let expected = serde_json::from_slice::<Whole>(&json).map_err(said);
            prop_assert_eq!(given, expected);
        }
    }

    #[test]
    fn a_record_is_never_read_from_a_list() {
        let within = Place { here: 1, there: 2.0 };
        assert_eq!(from_str::<Place>(r#"{"there":2,"here":1}"#).unwrap(), within);
        assert_eq!(serde_json::from_str::<Place>("[1,2]").unwrap(), within, "the reason for this module");
        assert!(from_str::<Place>("[1,2]").is_err());
        assert!(from_str::<Vec<Place>>("[[1,2]]").is_err());
        assert!(from_str::<Option<Place>>("[1,2]").is_err());
        assert!(from_str::<Own>("[1,2]").is_err());
        assert!(from_str::<(u8, Place)>("[1,[1,2]]").is_err());
        assert!(from_str::<BTreeMap<String, Place>>(r#"{"a":[1,2]}"#).is_err());
        assert!(from_str::<OneOfThem>(r#"{"Wrapped":[1,2]}"#).is_err());
        assert!(from_str::<OneOfThem>(r#"{"Fields":[true]}"#).is_err());
    }

    #[test]
    fn a_field_that_is_there_twice_or_unknown_is_refused() {
        assert!(from_str::<Place>(r#"{"here":1,"there":2,"here":3}"#).is_err());
        assert!(from_str::<Place>(r#"{"here":1,"there":2,"else":3}"#).is_err());
    }

    #[test]
    fn a_value_is_kept_as_it_stands() {
        let kept: Vec<&RawValue> = from_str("[ {\"a\" : [1,2]}, 1.50 ]").unwrap();
        assert_eq!(kept.iter().map(|raw| raw.get()).collect::<Vec<_>>(), ["{\"a\" : [1,2]}", "1.50"]);
    }

    #[test]
    fn nothing_may_follow() {
        assert!(from_str::<u8>("1 2").is_err());
        assert_eq!(from_str::<u8>(" 1\n").unwrap(), 1);
    }
}
