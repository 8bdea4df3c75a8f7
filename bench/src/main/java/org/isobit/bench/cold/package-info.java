/** What a user's first call costs: commands in fresh Java virtual machines, and the same analysis warm. */
package org.isobit.bench.cold;
