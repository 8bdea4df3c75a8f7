package org.isobit.kernels.normalization;

/**
 * The logical vectors of batch × channels × pixels numbers that a norm takes: with groups, the channels and pixels of
 * each group of each sample; without (0 groups), the samples and pixels of each channel. A vector consists of segments
 * of {@code pixels} numbers, each of one channel; its elements count in the order of the segments.
 *
 * @param batch    samples
 * @param channels channels of a sample
 * @param pixels   numbers of a channel
 * @param groups   groups of channels, or 0: a vector is a channel of all samples
 */
public record ChannelVectors(int batch, int channels, int pixels, int groups) {

  /**
   * How many vectors there are.
   *
   * @return samples times groups, or channels
   */
  public int count() {
    return groups == 0 ? channels : batch * groups;
  }

  /**
   * Segments of a vector.
   *
   * @return channels of a group, or samples
   */
  public int segments() {
    return groups == 0 ? batch : channels / groups;
  }

  /**
   * Elements of a vector.
   *
   * @return segments times pixels
   */
  public int length() {
    return segments() * pixels;
  }

  /**
   * Where the next segment of a vector begins.
   *
   * @return the distance from the last one's beginning
   */
  public int stride() {
    return groups == 0 ? channels * pixels : pixels;
  }

  /**
   * Where a vector begins.
   *
   * @param vector which
   * @return index of its first element
   */
  public int start(int vector) {
    return groups == 0 ? vector * pixels : vector * length();
  }

  /**
   * The channel of a segment.
   *
   * @param vector  which vector
   * @param segment which of its segments
   * @return the channel
   */
  public int channel(int vector, int segment) {
    return groups == 0 ? vector : vector % groups * segments() + segment;
  }

  /**
   * The vector to which a channel of a sample belongs.
   *
   * @param sample  which sample
   * @param channel which channel
   * @return the vector
   */
  public int vector(int sample, int channel) {
    return groups == 0 ? channel : sample * groups + channel / segments();
  }
}
