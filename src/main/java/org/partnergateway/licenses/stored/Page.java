package org.partnergateway.licenses.stored;

import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.partnergateway.licenses.stored.Representations.Representation;
import org.partnergateway.partnercenter.exchange.NextLink;

/**
 * A body that links to its next page. The link has to lead back to the gateway by the
 * name that the caller knows, which only the request says. The forms for the last two
 * names are kept. Those for another name are assembled from parts that are compressed and
 * hashed once, so that a caller who uses many names costs no more than the bytes that are
 * sent. Safe for use by any thread.
 */
final class Page implements Content {

	private final byte[] body;

	private final NextLink link;

	private volatile @Nullable Parts parts;

	private volatile @Nullable Rooted last;

	private volatile @Nullable Rooted lastButOne;

	Page(byte[] body, NextLink link) {
		this.body = body;
		this.link = link;
	}

	/**
	 * The page as it came; must not be changed.
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
		Rooted first = this.last;
		if (first != null && first.root().equals(root)) {
			return first.representations();
		}
		Rooted second = this.lastButOne;
		if (second != null && second.root().equals(root)) {
			return second.representations();
		}
		Rooted rooted = new Rooted(root, linked(root));
		this.lastButOne = first;
		this.last = rooted;
		return rooted.representations();
	}

	private Representations linked(String root) {
		byte[] url = ('"' + root + this.link.target() + '"').getBytes(StandardCharsets.US_ASCII);
		int behind = this.body.length - this.link.end();
		byte[] linked = new byte[this.link.start() + url.length + behind];
		System.arraycopy(this.body, 0, linked, 0, this.link.start());
		System.arraycopy(url, 0, linked, this.link.start(), url.length);
		System.arraycopy(this.body, this.link.end(), linked, this.link.start() + url.length, behind);
		Parts compressed = parts();
		String tag = compressed.digest() + "-" + Representations.digest(url);
		return new Representations(new Representation(linked, '"' + tag + '"'), new Representation(
				compressed.gzip().with(linked, this.link.start(), url.length), '"' + tag + "-gzip\""));
	}

	private Parts parts() {
		Parts known = this.parts;
		if (known == null) {
			// Two threads may do this at a time, with the same result.
			known = new Parts(SplicedGzip.around(this.body, this.link.start(), this.link.end()),
					Representations.digest(this.body));
			this.parts = known;
		}
		return known;
	}

	/**
	 * The parts that do not depend on the link.
	 *
	 * @param gzip the compressed body without the link
	 * @param digest the digest of the body as it came
	 */
	private record Parts(SplicedGzip gzip, String digest) {
	}

	private record Rooted(String root, Representations representations) {
	}

}
