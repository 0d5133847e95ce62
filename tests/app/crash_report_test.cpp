#include "app/crash_report.h"
#include "core/base/files.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

#include <algorithm>
#include <csignal>
#include <exception>
#include <functional>
#include <stdexcept>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace nie::crash_report_test {

using namespace nie::test;

namespace {

/// The signal that ends a process of its own, which does this.
int signalThatEnds(const std::function<void()>& doing)
{
    const pid_t child = ::fork();
    if (child == 0) {
        const rlimit none{0, 0};
        ::setrlimit(RLIMIT_CORE, &none);
        doing();
        ::_exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

}  // namespace

class CrashReportTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSignalLeavesAReportAndEndsTheProcessAsBefore();
    void anExceptionThatNobodyCatchesIsNamed();
    void withoutAFolderNothingIsWritten();
};

void CrashReportTest::aSignalLeavesAReportAndEndsTheProcessAsBefore()
{
    const TemporaryFolder folder;
    const std::filesystem::path state = folder / "new/state";
    const int signal = signalThatEnds([&state] {
        reportCrashesTo(state, "NIE Studio 1.2.3");
        noteForCrashReport("Idle");
        noteForCrashReport("Running; settings: nie train spirals");
        ::raise(SIGSEGV);
    });
    QCOMPARE(signal, SIGSEGV);
    const auto report = takeCrashReport(state);
    QVERIFY(report.has_value());
    const std::string text = readFile(*report);
    QVERIFY2(text.starts_with("NIE Studio 1.2.3\nEnded by: SIGSEGV\n"), text.c_str());
    QVERIFY2(text.find("Was doing: Running; settings: nie train spirals\n") != std::string::npos,
             text.c_str());
    const std::size_t calls = text.find("Calls, the newest first:\n");
    QVERIFY(calls != std::string::npos);
    QVERIFY2(std::count(text.begin() + static_cast<std::ptrdiff_t>(calls), text.end(), '\n') > 3,
             text.c_str());
    // It is told of once.
    QVERIFY(!takeCrashReport(state).has_value());
    QVERIFY(std::filesystem::exists(*report));
}

void CrashReportTest::anExceptionThatNobodyCatchesIsNamed()
{
    const TemporaryFolder folder;
    const int signal = signalThatEnds([&folder] {
        reportCrashesTo(folder.path(), "NIE Studio");
        try {
            throw std::runtime_error("the table has no rows");
        } catch (...) {
            std::terminate();
        }
    });
    QCOMPARE(signal, SIGABRT);
    const auto report = takeCrashReport(folder.path());
    QVERIFY(report.has_value());
    const std::string text = readFile(*report);
    QVERIFY2(text.find("Ended by: SIGABRT\nException: the table has no rows\n") !=
                 std::string::npos,
             text.c_str());
}

void CrashReportTest::withoutAFolderNothingIsWritten()
{
    QVERIFY(!takeCrashReport({}).has_value());
    QCOMPARE(signalThatEnds([] { reportCrashesTo({}, "NIE Studio"); }), 0);
}

NIE_TEST(CrashReportTest);

}  // namespace nie::crash_report_test

#include "crash_report_test.moc"
