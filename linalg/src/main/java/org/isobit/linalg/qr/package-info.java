/** QR factorisation by Householder reflections. */
package org.isobit.linalg.qr;
