! MAOOAM by RK4, 40 members innermost: what isobit bench --models compares itself with where gfortran is installed.
! Reads lines "maooam STEPS" and answers each with the seconds that so many steps took, from the state in maooam.bin
! (doubles, members fastest) and the terms i j k v in maooam.terms; the last state goes to maooam.fortran.bin.
program maooam
  use iso_fortran_env, only: int64, real64
  implicit none
  integer, parameter :: members = 40
  real(real64), parameter :: dt = 0.1_real64
  integer :: n, terms, steps, t, i, step, status, length
  integer, allocatable :: first(:), left(:), right(:)
  real(real64), allocatable :: v(:), x(:, :), y(:, :), k1(:, :), k2(:, :), k3(:, :), k4(:, :)
  integer(int64) :: begin, finish, rate
  character(16) :: name
  character(4096) :: folder

  call get_command_argument(1, folder, length)
  open (10, file=folder(1:length) // '/maooam.sizes')
  read (10, *) n, terms
  close (10)
  allocate (first(n + 1), left(terms), right(terms), v(terms))
  allocate (x(members, 0:n), y(members, 0:n), k1(members, n), k2(members, n), k3(members, n), k4(members, n))
  first = terms + 1
  open (10, file=folder(1:length) // '/maooam.terms')
  do t = 1, terms
    read (10, *) i, left(t), right(t), v(t)
    first(i) = min(first(i), t)
  end do
  close (10)
  do i = n, 1, -1
    first(i) = min(first(i), first(i + 1))
  end do
  write (*, '(a)') 'gfortran'
  flush (6)
  do
    read (*, *, iostat=status) name, steps
    if (status /= 0) exit
    open (10, file=folder(1:length) // '/maooam.bin', access='stream', form='unformatted')
    read (10) x(:, 1:n)
    close (10)
    x(:, 0) = 1
    y(:, 0) = 1
    call system_clock(begin, rate)
    do step = 1, steps
      call tendency(x, k1)
      y(:, 1:n) = x(:, 1:n) + (0.5_real64 * dt) * k1
      call tendency(y, k2)
      y(:, 1:n) = x(:, 1:n) + (0.5_real64 * dt) * k2
      call tendency(y, k3)
      y(:, 1:n) = x(:, 1:n) + dt * k3
      call tendency(y, k4)
      x(:, 1:n) = x(:, 1:n) + (dt / 6) * (k1 + 2 * (k2 + k3) + k4)
    end do
    call system_clock(finish)
    open (10, file=folder(1:length) // '/maooam.fortran.bin', access='stream', form='unformatted', status='replace')
    write (10) x(:, 1:n)
    close (10)
    write (*, *) real(finish - begin, real64) / real(rate, real64)
    flush (6)
  end do

contains

  subroutine tendency(state, out)
    real(real64), intent(in) :: state(members, 0:n)
    real(real64), intent(out) :: out(members, n)
    real(real64) :: total(members)
    integer :: output, term
    do output = 1, n
      total = 0
      do term = first(output), first(output + 1) - 1
        total = total + v(term) * state(:, left(term)) * state(:, right(term))
      end do
      out(:, output) = total
    end do
  end subroutine

end program
