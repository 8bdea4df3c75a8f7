/** {@code isobit net}: what a network file holds, what it computes, and how fast. */
package org.isobit.models.net;
