package org.partnergateway.cache.shared;

import java.util.Locale;

import org.springframework.data.redis.core.script.RedisScript;

/**
 * The atomic scripts that run in Redis. {@code KEYS} are the sign and, for {@code LOOK},
 * the entry, which are in the same slot of a cluster. Redis expires the signs, since its
 * clock is the only one that all replicas share.
 */
final class SignScripts {

	/** The sign of a key that is to be left alone. */
	static final String LEFT_ALONE = "left-alone";

	/** The sign of a key that every replica may load. */
	static final String OPEN = "open";

	// Ignores what no replica can have written: another type, no expiry, or one that is
	// too far away. Otherwise such a key would block loads until it is removed by hand.
	private static final String SIGN = """
			local left = redis.call('pttl', KEYS[1])
			local sign = redis.pcall('getrange', KEYS[1], 0, 63)
			local most = (sign == '%s' or sign == '%s') and %d or %d
			if type(sign) ~= 'string' or left <= 0 or left > most then sign = '' end
			""".formatted(LEFT_ALONE, OPEN, SharedStore.LONGEST_SIGN.toMillis(), SharedStore.LEASE.toMillis());

	/**
	 * Returns the time left of the sign, in milliseconds; the head of the entry or the
	 * note in its place, padded with zeros, or only zeros if it is neither or too long;
	 * and the sign.
	 */
	static final RedisScript<byte[]> LOOK = RedisScript.of(SIGN + """
			local size = redis.pcall('strlen', KEYS[2])
			local head = ''
			if type(size) == 'number' and (size == %3$d or size >= %1$d and size <= %2$d) then
			  head = redis.call('getrange', KEYS[2], 0, %1$d - 1)
			end
			return struct.pack('>i8', left) .. head .. string.rep('\\0', %1$d - #head) .. sign
			""".formatted(EntryFormat.HEAD, EntryFormat.LARGEST, EntryFormat.NOTE), byte[].class);

	/**
	 * Stores an entry or a note for so many milliseconds, unless the present one was
	 * fetched later. Both begin with two bytes of versions and eight of the time of the
	 * fetch. One from a clock that is far ahead is always replaced; otherwise it would
	 * stay for ever.
	 */
	static final RedisScript<Long> PUT_UNLESS_OLDER = RedisScript.of("""
			local function fetched(bytes)
				if type(bytes) ~= 'string' or #bytes < 10 or bytes:byte(1) > 2 then return -1 end
				local time = 0
				for i = 3, 10 do time = time * 256 + bytes:byte(i) end
				return time
			end
			local before = fetched(redis.pcall('getrange', KEYS[1], 0, 9))
			if before > fetched(ARGV[1]) and before <= tonumber(ARGV[3]) then return 0 end
			redis.call('set', KEYS[1], ARGV[1], 'px', ARGV[2])
			return 1
			""", Long.class);

	/** Claims the key unless it has a sign, and returns whether it did. */
	static final RedisScript<Boolean> CLAIM = RedisScript.of(SIGN + """
			if sign ~= '' then return 0 end
			redis.call('set', KEYS[1], ARGV[1], 'px', %d)
			return 1
			""".formatted(SharedStore.LEASE.toMillis()), Boolean.class);

	// Only its holder may change a claim: it may have expired and belong to another
	// replica.
	private static final String IF_MINE = SIGN + "if sign == ARGV[1] then redis.call(%s) end return 1";

	/** Extends a claim by another lease. */
	static final RedisScript<Boolean> RENEW = changing("'pexpire', KEYS[1], " + SharedStore.LEASE.toMillis());

	/** Gives a claim up. */
	static final RedisScript<Boolean> RELEASE = changing("'del', KEYS[1]");

	/** Turns a claim into the sign that the key is to be left alone. */
	static final RedisScript<Boolean> LEAVE_ALONE = changing("'set', KEYS[1], '" + LEFT_ALONE + "', 'px', ARGV[2]");

	/** Turns a claim, or no sign, into the sign that every replica may load the key. */
	static final RedisScript<Boolean> OPEN_UP = RedisScript.of(SIGN + """
			if sign == '' or sign == ARGV[1] or sign == '%1$s' then
			  redis.call('set', KEYS[1], '%1$s', 'px', ARGV[2])
			end
			return 1
			""".formatted(OPEN), Boolean.class);

	/** Sets the pause of all keys, which has a sign of its own. */
	static final RedisScript<Boolean> PAUSE = RedisScript.of(SIGN + """
			if sign == '' or left < tonumber(ARGV[1]) then
			  redis.call('set', KEYS[1], '%s', 'px', ARGV[1])
			end
			return 1
			""".formatted(LEFT_ALONE), Boolean.class);

	/** Returns how much longer all keys are to be left alone, in milliseconds. */
	static final RedisScript<Long> PAUSED = RedisScript
		.of(SIGN + "return sign == '%s' and left or 0".formatted(LEFT_ALONE), Long.class);

	private SignScripts() {
	}

	private static RedisScript<Boolean> changing(String change) {
		return RedisScript.of(String.format(Locale.ROOT, IF_MINE, change), Boolean.class);
	}

}
