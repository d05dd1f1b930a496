"""The numbers of system calls, on x86_64 and aarch64.

From the kernel's tables, `asm/unistd_64.h` and `asm-generic/unistd.h`. Every word is `name:x86_64:aarch64`, with `-`
where a machine has no such call.
"""

from __future__ import annotations

FREE = """
# files
read:0:63  write:1:64  readv:19:65  writev:20:66  pread64:17:67  pwrite64:18:68  preadv:295:69  pwritev:296:70
lseek:8:62  close:3:57  close_range:436:436  dup:32:23  dup2:33:-  dup3:292:24  stat:4:-  fstat:5:80  lstat:6:-
newfstatat:262:79  statx:332:291  statfs:137:43  fstatfs:138:44  access:21:-  faccessat:269:48
faccessat2:439:439  readlink:89:-  readlinkat:267:78  getdents64:217:61  getcwd:79:17  chdir:80:49  fchdir:81:50
umask:95:166  fadvise64:221:223  pipe:22:-  pipe2:293:59  eventfd2:290:19  poll:7:-  ppoll:271:73  select:23:-
pselect6:270:72  epoll_create1:291:20  epoll_ctl:233:21  epoll_wait:232:-  epoll_pwait:281:22
epoll_pwait2:441:441
# memory
brk:12:214  mmap:9:222  munmap:11:215  mremap:25:216  mprotect:10:226  madvise:28:233  mincore:27:232
membarrier:324:283
# time
clock_gettime:228:113  clock_getres:229:114  clock_nanosleep:230:115  nanosleep:35:101  gettimeofday:96:169
time:201:-  times:100:153  getitimer:36:102  setitimer:38:103  alarm:37:-  restart_syscall:219:128
# threads
futex:202:98  futex_waitv:449:449  set_robust_list:273:99  get_robust_list:274:100  set_tid_address:218:96
rseq:334:293  sched_yield:24:124  sched_getaffinity:204:123  getcpu:309:168  exit:60:93  exit_group:231:94
# signals to itself
rt_sigaction:13:134  rt_sigprocmask:14:135  rt_sigreturn:15:139  rt_sigpending:127:136  rt_sigsuspend:130:133
rt_sigtimedwait:128:137  sigaltstack:131:132  pause:34:-
# facts about itself
getpid:39:172  gettid:186:178  getppid:110:173  getpgrp:111:-  getpgid:121:155  getsid:124:156  getuid:102:174
geteuid:107:175  getgid:104:176  getegid:108:177  getresuid:118:148  getresgid:120:150  getgroups:115:158
getpriority:140:141  getrlimit:97:163  getrusage:98:165  uname:63:160  sysinfo:99:179  getrandom:318:278
# its children
wait4:61:260  waitid:247:95  fork:57:-  vfork:58:-
# the channel that it has
sendto:44:206  recvfrom:45:207  sendmsg:46:211  recvmsg:47:212  shutdown:48:210  getsockname:51:204
getsockopt:55:209
"""
"""Allowed whatever their arguments are."""

GUARDED = """
open:2:-  openat:257:56  clone:56:220  kill:62:129  tgkill:234:131  prctl:157:167  prlimit64:302:261
ioctl:16:29  fcntl:72:25  socketpair:53:199  clone3:435:435  openat2:437:437
"""
"""Allowed with some arguments, or refused in a way of their own."""

ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
"""As the kernel tells a filter (`linux/audit.h`)."""


def numbers_of(table: str, machine: str) -> dict[str, int]:
    """Read a table.

    Parameters
    ----------
    table : str
        `FREE` or `GUARDED`.
    machine : str
        A key of `ARCHITECTURES`.

    Returns
    -------
    dict of str to int
        Without the calls that the machine has not.
    """
    column = 1 + [*ARCHITECTURES].index(machine)
    lines = (line for line in table.splitlines() if not line.startswith("#"))
    entries = (word.split(":") for line in lines for word in line.split())
    return {entry[0]: int(entry[column]) for entry in entries if entry[column] != "-"}
