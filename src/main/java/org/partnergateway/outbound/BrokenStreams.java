package org.partnergateway.outbound;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.DecoderException;
import reactor.netty.NettyPipeline;

/**
 * Closes a connection whose stream cannot be decoded, such as a body that is not in the
 * content coding of its header. The end of such a body is never seen, so the pool would
 * wait for it until the server closes the connection, and would soon have no connection
 * left. Stateless.
 */
@Sharable
final class BrokenStreams extends ChannelInboundHandlerAdapter {

	private static final BrokenStreams INSTANCE = new BrokenStreams();

	private BrokenStreams() {
	}

	/**
	 * Adds the handler behind all decoders.
	 */
	static void watch(ChannelPipeline pipeline) {
		pipeline.addBefore(NettyPipeline.ReactiveBridge, BrokenStreams.class.getName(), INSTANCE);
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		// Reports the failure before it closes the connection.
		context.fireExceptionCaught(cause);
		if (cause instanceof DecoderException) {
			var _ = context.close();
		}
	}

}
