#!/usr/bin/env python3
"""Peerline's wire, read a second time: carries out tests/contract/wire.json with code written from docs/protocol/README.md alone.

Needs Python 3.10 and `pip install cryptography`. Run: python3 docs/protocol/check.py [tests/contract/wire.json]
It shares nothing with the Rust code, so that a page which says something else than the code does is noticed.
"""
import base64, hashlib, hmac, json, pathlib, re, sys
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

TOPICS = ("critical_incident shooting death_on_duty child_case injury illness alcohol_drugs relationship family grief suicide_of_colleague "
          "suicidal_thoughts stress sleep money career complaint_or_inquiry retirement moral_injury harassment other").split()
WISHES = "call text meet outside_my_agency same_gender veteran faith same_rank language".split()
MODALITIES = "call text meet".split()


class Refused(Exception):
    """Not accepted, and why."""


def sha(*parts): return hashlib.sha256(b"".join(parts)).digest()
def num(value, length=4): return value.to_bytes(length, "big")
def b64(data): return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
def raw(text): return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
def public(private): return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


# HPKE (RFC 9180): DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20-Poly1305.

KEM, SUITE = b"KEM" + num(0x20, 2), b"HPKE" + num(0x20, 2) + num(1, 2) + num(3, 2)


def hkdf_extract(salt, ikm): return hmac.digest(salt or bytes(32), ikm, "sha256")


def hkdf_expand(prk, info, length):
    out, block, n = b"", b"", 1
    while len(out) < length:
        block = hmac.digest(prk, block + info + bytes([n]), "sha256")
        out, n = out + block, n + 1
    return out[:length]


def extract(suite, salt, label, ikm): return hkdf_extract(salt, b"HPKE-v1" + suite + label + ikm)
def expand(suite, prk, label, info, length): return hkdf_expand(prk, num(length, 2) + b"HPKE-v1" + suite + label + info, length)
def derive_key_pair(ikm): return expand(KEM, extract(KEM, b"", b"dkp_prk", ikm), b"sk", b"", 32)


def shared_secret(private, peer, enc, recipient):
    try:
        dh = X25519PrivateKey.from_private_bytes(private).exchange(X25519PublicKey.from_public_bytes(peer))
    except ValueError:
        raise Refused("bad_key")
    return expand(KEM, extract(KEM, b"", b"eae_prk", dh), b"shared_secret", enc + recipient, 32)


class Context:
    def __init__(self, secret, info, psk=b"", psk_id=b""):
        of_context = bytes([1 if psk else 0]) + extract(SUITE, b"", b"psk_id_hash", psk_id) + extract(SUITE, b"", b"info_hash", info)
        secret = extract(SUITE, secret, b"secret", psk)
        self.key, self.nonce = expand(SUITE, secret, b"key", of_context, 32), expand(SUITE, secret, b"base_nonce", of_context, 12)
        self.exporter = expand(SUITE, secret, b"exp", of_context, 32)

    def export(self, label): return expand(SUITE, self.exporter, b"sec", label, 32)


def hpke_seal(to, info, plain, random, psk=b"", psk_id=b""):
    private = derive_key_pair(random.draw(32))
    enc = public(private)
    context = Context(shared_secret(private, to, enc, to), info, psk, psk_id)
    return enc + ChaCha20Poly1305(context.key).encrypt(context.nonce, plain, b""), context


def hpke_open(private, info, sealed, psk=b"", psk_id=b""):
    try:
        context = Context(shared_secret(private, sealed[:32], sealed[:32], public(private)), info, psk, psk_id)
        return ChaCha20Poly1305(context.key).decrypt(context.nonce, sealed[32:], b""), context
    except (InvalidTag, Refused):
        raise Refused("does_not_open")


# 6. Randomness.

class Repeating:
    def __init__(self, seed): self.seed, self.n, self.rest = seed, 0, b""

    def draw(self, length):
        while len(self.rest) < length:
            self.rest, self.n = self.rest + sha(self.seed, num(self.n, 8)), self.n + 1
        out, self.rest = self.rest[:length], self.rest[length:]
        return out

    def below(self, bound):
        most = 2**32 - 1
        while (value := int.from_bytes(self.draw(4), "big")) >= most - most % bound:
            pass
        return value % bound

    def shuffle(self, places):
        for last in range(len(places) - 1, 0, -1):
            other = self.below(last + 1)
            places[last], places[other] = places[other], places[last]


# 2. The request.

def short(data, most):
    if len(data) > most:
        raise Refused("too_long")
    return bytes([len(data)]) + data


def pad(content, length):
    if len(content) + 2 > length:
        raise Refused("too_long")
    return (num(len(content), 2) + content).ljust(length, b"\0")


class Reader:
    """Fields from the front; what is missing does not open."""
    def __init__(self, padded):
        length = int.from_bytes(padded[:2], "big")
        if length + 2 > len(padded) or any(padded[2 + length:]):
            raise Refused("does_not_open")
        self.data = padded[2:2 + length]

    def take(self, length):
        if length > len(self.data):
            raise Refused("does_not_open")
        out, self.data = self.data[:length], self.data[length:]
        return out

    def int(self, length=4): return int.from_bytes(self.take(length), "big")
    def short(self): return self.take(self.int(1))

    def end(self, holds=True):
        if self.data or not holds:
            raise Refused("does_not_open")


def check_header(header):
    if header[0] != 1 or header[1] != 1:
        raise Refused("unknown_version")
    if header[3] != 0 or header[2] > 1:
        raise Refused("malformed")


def body_keys(cek): return hkdf_expand(cek, b"peerline/1 body", 32), hkdf_expand(cek, b"peerline/1 commit", 32)
def slot_info(pool, id, header, commit, body, peer): return b"peerline/1 slot" + pool + id + header + commit + sha(body) + peer


def seal_request(case):
    rounds, random, pool = case["rounds"], Repeating(raw(case["random"])), raw(case["pool"])
    peers = [recipient["peer"] for asked in rounds for recipient in asked]
    if not peers or len(set(peers)) != len(peers) or any(len(asked) > 8 for asked in rounds):
        raise Refused("recipients")
    relays, ask = [raw(relay) for relay in case["relays"]], case["ask"]
    id, cek, reply, owner = random.draw(16), random.draw(32), derive_key_pair(random.draw(32)), random.draw(32)
    header = bytes([1, 1, 0, 0]) + num(case["snapshot_day"])
    key, commit = body_keys(cek)
    content = (b"\1" + public(reply) + num(ask["made"]) + short(ask["limits"]["id"].encode(), 64) + num(ask["limits"]["version"])
               + short(bytes(sorted(WISHES.index(wish) for wish in ask["wishes"])), 255)
               + short(bytes(sorted(TOPICS.index(topic) for topic in ask["topics"])), 255) + short(ask["language"].encode(), 35))
    body = ChaCha20Poly1305(key).encrypt(bytes(12), pad(content, 256), pool + id + header + commit)
    requests, slots, hashes = [header + commit + body + random.draw(384)] * len(relays), [], b""
    for round in range(3):
        places = rounds[round] + [None] * (8 - len(rounds[round]))
        random.shuffle(places)
        sealed, claims = b"", [b""] * len(relays)
        for at, place in enumerate(places):
            if place:
                to, peer = raw(place["key"]), raw(place["peer"])
            else:
                to, peer = public(derive_key_pair(random.draw(32))), random.draw(16)
            slot, context = hpke_seal(to, slot_info(pool, id, header, commit, body, peer), cek, random)
            sealed += slot
            claims = [old + (sha(context.export(b"peerline/1 claim" + relay)) if place else random.draw(32))
                      for old, relay in zip(claims, relays)]
            if place:
                slots.append({"slot": 8 * round + at, "peer": place["peer"], "psk": b64(context.export(b"peerline/1 answer")),
                              "message_psk": b64(context.export(b"peerline/1 message"))})
        hashes += sha(sealed)
        requests = [request + sealed + claim for request, claim in zip(requests, claims)]
    return {"id": b64(id), "commit": b64(commit), "body_sha256": b64(sha(body)), "reply_private_key": b64(reply), "owner_secret": b64(owner),
            "root": b64(sha(b"peerline/1 root", pool, id, header, commit, sha(body), hashes)),
            "owner_hash": b64(sha(owner)), "slots": slots, "requests": [b64(request) for request in requests]}


def parse_request(case):
    request = raw(case["request"])
    if len(request) != 3384:
        raise Refused("wrong_length")
    check_header(request)
    rounds = [request[696 + 896 * round:][:896] for round in range(3)]
    boards = [request[:696] + b"".join(sha(round[:640]) for round in rounds) + b"".join(round[:640] for round in rounds[:n]) for n in (1, 2, 3)]
    return {"kind": request[2], "day": int.from_bytes(request[4:8], "big"),
            "claim_hashes": [b64(round[640 + 32 * at:][:32]) for round in rounds for at in range(8)],
            "board_lengths": [len(board) for board in boards], "board_sha256": [b64(sha(board)) for board in boards]}


def read_board(board):
    if len(board) < 8:
        raise Refused("wrong_length")
    check_header(board)
    rounds = [board[at:at + 640] for at in range(792, len(board), 640)]
    for round, hash in zip(rounds, (board[696:728], board[728:760], board[760:792])):
        if len(round) == 640 and sha(round) != hash:
            raise Refused("altered")
    if not 1 <= len(rounds) <= 3 or len(rounds[-1]) != 640:
        raise Refused("wrong_length")
    return rounds


def parse_board(case):
    board = raw(case["board"])
    rounds = read_board(board)
    root = sha(b"peerline/1 root", raw(case["pool"]), raw(case["id"]), board[:40], sha(board[40:312]), board[696:792])
    return {"day": int.from_bytes(board[4:8], "big"), "rounds_open": len(rounds), "root": b64(root)}


def open_slot(case):
    board, pool, id, peer = (raw(case[field]) for field in ("board", "pool", "id", "peer"))
    slots = b"".join(read_board(board))[80 * case["slot"]:][:80]
    header, commit, body = board[:8], board[8:40], board[40:312]
    if header[2] != 0 or not slots:
        raise Refused("does_not_open")
    cek, context = hpke_open(raw(case["private_key"]), slot_info(pool, id, header, commit, body, peer), slots)
    key, expected = body_keys(cek)
    if not hmac.compare_digest(commit, expected):
        raise Refused("does_not_open")
    try:
        reader = Reader(ChaCha20Poly1305(key).decrypt(bytes(12), body, pool + id + header + commit))
    except InvalidTag:
        raise Refused("does_not_open")
    version, reply, made, limits, limits_version = reader.int(1), reader.take(32), reader.int(), reader.short(), reader.int()
    wishes, topics, language = reader.short(), reader.short(), reader.short()
    reader.end(version == 1)
    claims = [context.export(b"peerline/1 claim" + raw(relay)) for relay in case["relays"]]
    return {"body": {"reply_key": b64(reply), "made": made, "limits": {"id": limits.decode(), "version": limits_version},
                     "wishes": [WISHES[n] for n in wishes if n < len(WISHES)],
                     "topics": [TOPICS[min(n, len(TOPICS) - 1)] for n in topics], "language": language.decode()},
            "commit": b64(commit), "claims": [{"secret": b64(claim), "sha256": b64(sha(claim))} for claim in claims],
            "psk": b64(context.export(b"peerline/1 answer")), "message_psk": b64(context.export(b"peerline/1 message"))}


# 3 and 4. Answers and messages.

def psk_id(case): return b"peerline/1" + raw(case["id"]) + bytes([case["slot"]])


def answer_info(case):
    return b"peerline/1 answer" + raw(case["pool"]) + raw(case["id"]) + raw(case["commit"]) + bytes([case["slot"]]) + raw(case["holder_hash"])


def message_info(case): return b"peerline/1 message" + raw(case["id"]) + num(case["rev"])


def seal_answer(case):
    answer = case["answer"]
    bits = sum(1 << MODALITIES.index(word) for word in answer["modalities"])
    content = b"\1" + raw(answer["peer"]) + raw(answer["message_key"]) + bytes([bits]) + short((answer["phone"] or "").encode(), 16)
    random = Repeating(raw(case["random"]))
    return {"sealed": b64(hpke_seal(raw(case["reply_key"]), answer_info(case), pad(content, 512), random, raw(case["psk"]), psk_id(case))[0])}


def open_560(case, key, info):
    if len(raw(case["sealed"])) != 560:
        raise Refused("does_not_open")
    return Reader(hpke_open(raw(case[key]), info, raw(case["sealed"]), raw(case["psk"]), psk_id(case))[0])


def open_answer(case):
    reader = open_560(case, "reply_private_key", answer_info(case))
    version, peer, key, bits, phone = reader.int(1), reader.take(16), reader.take(32), reader.int(1), reader.short().decode()
    reader.end(version == 1 and b64(peer) == case["slots_peer"])
    return {"peer": b64(peer), "phone": phone or None, "message_key": b64(key),
            "modalities": [word for n, word in enumerate(MODALITIES) if bits >> n & 1]}


def seal_message(case):
    content = b"\1\1" + short(case["phone"].encode(), 16) if case["phone"] else b"\1\0"
    random = Repeating(raw(case["random"]))
    return {"sealed": b64(hpke_seal(raw(case["message_key"]), message_info(case), pad(content, 512), random, raw(case["psk"]), psk_id(case))[0])}


def open_message(case):
    reader = open_560(case, "message_private_key", message_info(case))
    version, kind = reader.int(1), reader.int(1)
    phone = reader.short().decode() if kind == 1 else None
    reader.end(version == 1 and kind in (0, 1))
    return {"message": ("seen", "my_number")[kind], "phone": phone}


# 5. Statements.

def sign_statement(case):
    key = Ed25519PrivateKey.from_private_bytes(raw(case["directory_private_key"]))
    signed = (raw(case["pool"]) + raw(case["peer"]) + num(case["day"]) + num(case["seq"]) + raw(case["key"]) + num(case["on_call_until"]))
    return {"statement": b64(signed + key.sign(b"peerline/1 key" + signed)), "directory_key": b64(key.public_key().public_bytes_raw())}


def verify_statement(case):
    statement, now = raw(case["statement"]), case["now"]
    if len(statement) != 140:
        raise Refused("wrong_length")
    try:
        Ed25519PublicKey.from_public_bytes(raw(case["directory_key"])).verify(statement[76:], b"peerline/1 key" + statement[:76])
    except InvalidSignature:
        raise Refused("not_signed_by_this_key")
    day, seq, until = (int.from_bytes(statement[at:at + 4], "big") for at in (32, 36, 72))
    today = now // 1440
    return {"pool": b64(statement[:16]), "peer": b64(statement[16:32]), "day": day, "seq": seq, "key": b64(statement[40:72]), "on_call_until": until,
            "usable": day <= today + 1 and today < day + 7, "on_call": until > now,
            "possible_time": until % 15 == 0 and until <= now + 24 * 60 + 15}


# 8. Cards, as far as reading them goes.

def read_card(text, prefix, other):
    text = re.sub(r"\s", "", text)
    if len(text) > 2953:
        raise Refused("too_long")
    if not text.startswith(prefix):
        newer = re.match(r"PEERLINE(\d+)[^:]*:", text)
        raise Refused("other_kind" if text.startswith(other) else "newer_version" if newer and int(newer[1]) > 1 else "not_a_card")
    try:
        data = raw(text[len(prefix):])
    except ValueError:
        raise Refused("damaged")
    match = re.fullmatch(rb'(.*),"word":"(.{11})"}', data, re.S)
    if not match or match[2].decode() != check_word(match[1]):
        raise Refused("damaged")
    return json.loads(data)


def check_word(covered):
    hash, halves = sha(b"peerline/1 card", covered), []
    for bits in (int.from_bytes(hash[:2], "big"), int.from_bytes(hash[2:4], "big")):
        c, v = "bdfghjklmnprstvz", "aiou"
        halves.append(c[bits >> 12] + v[bits >> 10 & 3] + c[bits >> 6 & 15] + v[bits >> 4 & 3] + c[bits & 15])
    return "-".join(halves)


def parse_invitation(case):
    card = read_card(case["card"], "PEERLINE1:", "PEERLINE1P:")
    return {**{field: card.get(field) for field in ("pool", "name", "root", "bearer", "language", "peer")}, "relays": card["relays"]}


def parse_peer_card(case):
    card = read_card(case["card"], "PEERLINE1P:", "PEERLINE1:")
    if card["pool"] != case["pool"]:
        raise Refused("wrong_pool")
    if case["expected_peer"] not in (None, card["peer"]):
        raise Refused("wrong_peer")
    return {"peer": card["peer"], "key": card["key"], "word": card["word"]}


def random_bytes(case): return {"bytes": b64(Repeating(raw(case["random"])).draw(case["length"]))}
def hash_secret(case): return {"sha256": b64(sha(raw(case["secret"])))}


def generate_key(case):
    private = derive_key_pair(Repeating(raw(case["random"])).draw(32))
    return {"private_key": b64(private), "public_key": b64(public(private))}


OPS = {op.__name__: op for op in (random_bytes, generate_key, hash_secret, seal_request, parse_request, parse_board, open_slot, seal_answer,
                                  open_answer, seal_message, open_message, sign_statement, verify_statement, parse_invitation, parse_peer_card)}


def carry_out(op, case):
    try:
        return op(case)
    except Refused as why:
        return {"refused": str(why)}


def carry_out_altered(op, case):
    field, how = case["alter"]["field"], case["alter"]["how"]
    whole = raw(case[field])
    if how == "flip_each_byte":
        forms = [whole[:at] + bytes([whole[at] ^ case["alter"]["mask"]]) + whole[at + 1:] for at in range(len(whole))]
    else:
        forms = [whole[:length] for length in range(len(whole))]
    accepted = []
    for at, form in enumerate(forms):
        if "refused" not in carry_out(op, {**case, field: b64(form)}):
            if accepted and accepted[-1][1] == at - 1:
                accepted[-1][1] = at
            else:
                accepted.append([at, at])
    return {"forms": len(forms), "accepted": accepted}


def main():
    default = pathlib.Path(__file__).resolve().parents[2] / "tests/contract/wire.json"
    content = json.loads(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else default).read_text())
    agree, left_out, wrong = 0, 0, []
    for case in content["cases"]:
        op = OPS.get(case["op"])
        if op is None:
            left_out += 1
            continue
        got = carry_out_altered(op, case) if "alter" in case else carry_out(op, case)
        if got == case["expect"]:
            agree += 1
        else:
            wrong.append(f"{case['id']}: expected {json.dumps(case['expect'])[:300]}, got {json.dumps(got)[:300]}")
    print("\n".join(wrong + [f"{agree} cases agree, {len(wrong)} differ, {left_out} of kinds left out here (printing cards, problems)"]))
    return 1 if wrong or not agree else 0


if __name__ == "__main__":
    sys.exit(main())
