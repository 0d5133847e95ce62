#include "core/base/error.h"
#include "core/base/files.h"
#include "core/base/job_queue.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <thread>

namespace nie::job_queue_test {

namespace fs = std::filesystem;

class JobQueueTest : public QObject {
    Q_OBJECT

private:
    test::TemporaryFolder m_folder;

    fs::path at(const std::string& name) const { return m_folder / name; }

    /// Runs a line of shell and leaves `name` behind.
    Job shell(const std::string& name, const std::string& line,
              std::vector<std::string> after = {}) const
    {
        return {.name = name,
                .arguments = {"/bin/sh", "-c", line},
                .product = at(name),
                .after = std::move(after)};
    }
    std::map<std::string, std::string> run(std::vector<Job> jobs, std::size_t parallel = 2)
    {
        m_reports.clear();
        JobQueue queue(std::move(jobs), at("logs"));
        return queue.run(parallel, [this](const JobProgress& p) { m_reports.push_back(p); }, {});
    }
    std::vector<JobProgress> m_reports;

private Q_SLOTS:
    void aJobWaitsForThoseBeforeIt()
    {
        const auto failures =
            run({shell("first", "sleep 0.2; echo 1 > " + at("first").string()),
                 shell("second", "cp " + at("first").string() + " " + at("second").string(),
                       {"first"})});
        QVERIFY(failures.empty());
        QCOMPARE(readFile(at("second")), std::string("1\n"));
        QCOMPARE(m_reports.back().done, std::size_t(2));
    }

    void whatIsThereIsNotDoneAgain()
    {
        writeFileAtomically(at("made"), "before");
        QVERIFY(run({shell("made", "echo after > " + at("made").string())}).empty());
        QCOMPARE(readFile(at("made")), std::string("before"));
        QVERIFY(m_reports.empty());
    }

    void aSmallJobThatTakesLongDoesNotSpeakForTheRest()
    {
        Job small = shell("small", "sleep 0.3; echo > " + at("small").string());
        small.weight = 0.001;
        Job large = shell("large", "echo > " + at("large").string(), {"small"});
        large.weight = 100.0;
        QVERIFY(run({small, large}, 1).empty());
        for (const JobProgress& report : m_reports)
            if (report.name == "small" && report.what == JobProgress::What::Finished)
                QVERIFY2(report.secondsLeft < 110.0, qPrintable(QString::number(report.secondsLeft)));
    }

    void aFailureTakesThoseAfterItAndLeavesTheOthers()
    {
        const auto failures =
            run({shell("bad", "echo reason of it >&2; exit 3"), shell("child", "true", {"bad"}),
                 shell("good", "echo 1 > " + at("good").string())});
        QCOMPARE(failures.size(), std::size_t(2));
        QCOMPARE(failures.at("bad"), std::string("reason of it"));
        QVERIFY(failures.at("child").find("bad failed") != std::string::npos);
        QVERIFY(fs::exists(at("good")));
    }

    void aCapturedOutputIsTheProductOnlyWhenTheProgramSucceeds()
    {
        Job good = shell("captured", "echo text");
        good.capture = true;
        Job bad = shell("broken", "echo half; exit 1");
        bad.capture = true;
        const auto failures = run({good, bad});
        QCOMPARE(readFile(at("captured")), std::string("text\n"));
        QVERIFY(!fs::exists(at("broken")));
        QVERIFY(failures.contains("broken"));
    }

    void nothingRunsBesideAJobThatIsAlone()
    {
        std::vector<Job> jobs;
        for (const std::string name : {"a", "b", "c"}) {
            jobs.push_back(shell("alone-" + name, "test ! -e " + at("busy").string() +
                                                      " && touch " + at("busy").string() +
                                                      " && sleep 0.1 && rm " + at("busy").string() +
                                                      " && touch " + at("alone-" + name).string()));
            jobs.back().alone = true;
        }
        QVERIFY(run(jobs, 3).empty());
    }

    void programsRunSideBySide()
    {
        // Each waits for the other to have begun.
        const auto wait = [this](const std::string& own, const std::string& other) {
            return shell(own, "touch " + at(own + "-begun").string() +
                                  "; for i in 1 2 3 4 5 6 7 8 9 10 "
                                  "11 12 13 14 15 16 17 18 19 20; do test -e " +
                                  at(other + "-begun").string() + " && touch " + at(own).string() +
                                  " && exit 0; sleep 0.1; done; exit 1");
        };
        QVERIFY(run({wait("left", "right"), wait("right", "left")}).empty());
    }

    void aJobGoesOnWithAnEarlierTryAndBeginsAnewWhereThatCannotBe()
    {
        const auto jobWith = [this](const std::string& name, const std::string& goOn) {
            const std::string place = at(name).string();
            fs::create_directories(at(name));
            writeFileAtomically(at(name) / "rest", "earlier");
            Job job = shell(name, "mkdir -p " + place + "; echo anew > " + place + "/product");
            job.product = at(name) / "product";
            job.clear = at(name);
            job.goOn = {"/bin/sh", "-c", goOn};
            return job;
        };
        const std::string made = "cp rest product";
        const auto in = [this](const std::string& name, const std::string& line) {
            return "cd " + at(name).string() + " && " + line;
        };
        const auto failures = run({jobWith("on", in("on", made)), jobWith("cannot", "exit 2"),
                                   jobWith("failed", "echo reason >&2; exit 1")});
        QCOMPARE(readFile(at("on") / "product"), std::string("earlier"));
        QCOMPARE(readFile(at("cannot") / "product"), std::string("anew\n"));
        QVERIFY(!fs::exists(at("cannot") / "rest"));
        // One that fails while it goes on is not thrown away.
        QCOMPARE(failures.size(), std::size_t(1));
        QCOMPARE(failures.at("failed"), std::string("reason"));
        QVERIFY(fs::exists(at("failed") / "rest"));
        QCOMPARE(m_reports.size(), std::size_t(6));  // a beginning and an end of each
    }

    void stoppingEndsWhatRuns()
    {
        JobQueue queue({shell("long", "sleep 60; touch " + at("long").string())}, at("logs"));
        std::stop_source stop;
        std::jthread later([&stop] {
            std::this_thread::sleep_for(std::chrono::milliseconds(200));
            stop.request_stop();
        });
        const auto report = [](const JobProgress&) {};
        QVERIFY_THROWS_EXCEPTION(Interrupted, queue.run(1, report, stop.get_token()));
        QVERIFY(!fs::exists(at("long")));
    }

    void jobsThatWaitForWhatDoesNotComeBeforeAreRefused()
    {
        QVERIFY_THROWS_EXCEPTION(InputError, run({shell("x", "true", {"y"}), shell("y", "true")}));
        QVERIFY_THROWS_EXCEPTION(InputError, run({shell("x", "true"), shell("x", "true")}));
    }
};

NIE_TEST(JobQueueTest);

}  // namespace nie::job_queue_test

#include "job_queue_test.moc"
