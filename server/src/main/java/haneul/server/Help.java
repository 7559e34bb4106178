package haneul.server;

import java.util.List;

/** {@code ./haneul help}. */
final class Help implements Verb {
    static final String TEXT = """
            Haneul: a private cloud in one process that speaks the AWS wire protocols.

              ./haneul up        starts the cloud, building it first when sources changed
                --port PORT          to listen on, 0 for any free one (4566)
                --bind ADDRESS       to listen on (127.0.0.1)
                --domain NAME        a host name whose subdomains are buckets; may be repeated (localhost)
                --profile aws|classic   whose limits hold: AWS's of today, or of its first years (aws)
                --host auto|linux|sim   where machines and networks are; this release has neither (auto)
                --detach             returns when the cloud is ready and leaves it running
              ./haneul down      stops it cleanly and returns when it is gone
              ./haneul env       prints shell exports that point AWS clients here: eval "$(./haneul env)"
              ./haneul status    shows what runs; exit code 1 when nothing does
              ./haneul doctor    shows what this machine can do, what is missing and how to get it
              ./haneul clock     shows the cloud's own clock
              ./haneul clock advance 31d   moves it forward; all that falls due happens before this returns
              ./haneul key create | list | delete ACCESS_KEY_ID   further access keys of the root account

            All of these take --data DIR, the folder that holds everything ($HANEUL_DATA, else ~/.haneul).

              ./haneul test [MAVEN_OPTION ...]   runs all tests; ends with: N passed, N failed, N skipped
              ./haneul soak [MINUTES]            kills a server again and again and checks that nothing is lost (10)
              ./haneul bench [ARGUMENT ...]      measures us beside peers in one run
              ./haneul format [--check]          formats the sources, or says which are not
              ./haneul coverage                  writes docs/coverage.md from the operations that are registered
            """;

    @Override
    public int run(List<String> arguments) {
        System.out.print(TEXT);
        return DONE;
    }
}
