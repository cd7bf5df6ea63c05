package org.partnergateway.cache.shared;

import java.util.Locale;

import org.springframework.data.redis.core.script.RedisScript;

/**
 * What is done in Redis, each in one step. {@code KEYS} are the sign and, to look, the
 * entry, which are in the same slot of a cluster. How long a sign stands is left to
 * Redis, whose clock is the only one that all replicas share.
 */
final class SignScripts {

	/** The sign of a key that is to be left alone. */
	static final String LEFT_ALONE = "left-alone";

	/** The sign of a key that everybody may load. */
	static final String OPEN = "open";

	// What no replica can have written is no sign: another type, no end, or an end that
	// is too far away. Otherwise it would stand for as long as nobody removes it.
	private static final String SIGN = """
			local left = redis.call('pttl', KEYS[1])
			local sign = redis.pcall('getrange', KEYS[1], 0, 63)
			local most = (sign == '%s' or sign == '%s') and %d or %d
			if type(sign) ~= 'string' or left <= 0 or left > most then sign = '' end
			""".formatted(LEFT_ALONE, OPEN, SharedStore.LONGEST_SIGN.toMillis(), SharedStore.LEASE.toMillis());

	/**
	 * How much longer the sign stands, in milliseconds; the head of the entry or the note
	 * in its place, with zeros for what is missing, or nothing but zeros if it is neither
	 * or longer than it may be; the sign.
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
	 * Stores an entry or a note for so many milliseconds, unless there is one that was
	 * fetched later. Both begin with their form, a byte, and the time of the fetch,
	 * eight. One from a clock that is far ahead may be replaced, or it would stay for
	 * ever.
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

	/** Whether the key is claimed now. */
	static final RedisScript<Boolean> CLAIM = RedisScript.of(SIGN + """
			if sign ~= '' then return 0 end
			redis.call('set', KEYS[1], ARGV[1], 'px', %d)
			return 1
			""".formatted(SharedStore.LEASE.toMillis()), Boolean.class);

	// Only whoever holds a claim may change it: it may have run out and be another's.
	private static final String IF_MINE = SIGN + "if sign == ARGV[1] then redis.call(%s) end return 1";

	/** Lets a claim stand for another lease. */
	static final RedisScript<Boolean> RENEW = changing("'pexpire', KEYS[1], " + SharedStore.LEASE.toMillis());

	/** Gives a claim up. */
	static final RedisScript<Boolean> RELEASE = changing("'del', KEYS[1]");

	/** Turns a claim into the sign that the key is to be left alone. */
	static final RedisScript<Boolean> LEAVE_ALONE = changing("'set', KEYS[1], '" + LEFT_ALONE + "', 'px', ARGV[2]");

	/** Turns a claim, or nothing, into the sign that everybody may load the key. */
	static final RedisScript<Boolean> OPEN_UP = RedisScript.of(SIGN + """
			if sign == '' or sign == ARGV[1] or sign == '%1$s' then
			  redis.call('set', KEYS[1], '%1$s', 'px', ARGV[2])
			end
			return 1
			""".formatted(OPEN), Boolean.class);

	/** Has all keys left alone; the sign is that of none of them. */
	static final RedisScript<Boolean> PAUSE = RedisScript.of(SIGN + """
			if sign == '' or left < tonumber(ARGV[1]) then
			  redis.call('set', KEYS[1], '%s', 'px', ARGV[1])
			end
			return 1
			""".formatted(LEFT_ALONE), Boolean.class);

	/** How much longer all keys are to be left alone, in milliseconds. */
	static final RedisScript<Long> PAUSED = RedisScript
		.of(SIGN + "return sign == '%s' and left or 0".formatted(LEFT_ALONE), Long.class);

	private SignScripts() {
	}

	private static RedisScript<Boolean> changing(String change) {
		return RedisScript.of(String.format(Locale.ROOT, IF_MINE, change), Boolean.class);
	}

}
