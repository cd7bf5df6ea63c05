package org.partnergateway.outbound;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.DecoderException;
import reactor.netty.NettyPipeline;

/**
 * Closes a connection whose stream cannot be decoded, such as a body that is not in the
 * coding that its head names. The rest of it is lost, its end too, so that the pool would
 * wait for that for as long as the server keeps the connection open, and would soon have
 * none left. Keeps no state.
 */
@Sharable
final class BrokenStreams extends ChannelInboundHandlerAdapter {

	private static final BrokenStreams INSTANCE = new BrokenStreams();

	private BrokenStreams() {
	}

	/**
	 * Adds it behind all that decodes.
	 */
	static void watch(ChannelPipeline pipeline) {
		pipeline.addBefore(NettyPipeline.ReactiveBridge, BrokenStreams.class.getName(), INSTANCE);
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		// First the reason, then the end.
		context.fireExceptionCaught(cause);
		if (cause instanceof DecoderException) {
			var _ = context.close();
		}
	}

}
