/** EJML's matrices and this library's arguments, seen as each other without copying. */
package org.isobit.linalg.ejml;
