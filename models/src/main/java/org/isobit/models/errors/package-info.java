/**
 * Laws of observation errors: Gaussian and not, with bias and without. Each draws by address: error i of a stream is a
 * function of seed, stream and i alone, so that truth, filters and threads draw what they need in any order.
 */
package org.isobit.models.errors;
