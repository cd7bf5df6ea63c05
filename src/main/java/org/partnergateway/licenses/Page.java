package org.partnergateway.licenses;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.partnergateway.partnercenter.NextLink;

/**
 * A body that links to its next page. The link has to lead back to the gateway by the
 * name under which the caller knows it, which only the request tells; what was computed
 * for one name serves until somebody asks under another. Safe for use by any thread.
 */
final class Page implements Content {

	private final byte[] body;

	private final NextLink link;

	private volatile @Nullable Rooted last;

	Page(byte[] body, NextLink link) {
		this.body = body;
		this.link = link;
	}

	/**
	 * The page as it came; nobody may change it.
	 */
	byte[] body() {
		return this.body;
	}

	NextLink link() {
		return this.link;
	}

	@Override
	public Representations under(Supplier<String> caller) {
		String root = caller.get();
		Rooted known = this.last;
		if (known == null || !known.root().equals(root)) {
			known = new Rooted(root, Representations.of(linked(root)));
			this.last = known;
		}
		return known.representations();
	}

	private byte[] linked(String root) {
		byte[] url = ('"' + root + this.link.target() + '"').getBytes(StandardCharsets.US_ASCII);
		ByteArrayOutputStream linked = new ByteArrayOutputStream(this.body.length + url.length);
		linked.write(this.body, 0, this.link.start());
		linked.write(url, 0, url.length);
		linked.write(this.body, this.link.end(), this.body.length - this.link.end());
		return linked.toByteArray();
	}

	private record Rooted(String root, Representations representations) {
	}

}
