#include "core/base/error.h"
#include "core/selftest/self_test.h"
#include "datasets/dataset_catalog.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <filesystem>

namespace nie::self_test_test {

namespace {

namespace fs = std::filesystem;

std::size_t foldersLeft()
{
    std::size_t count = 0;
    for (const auto& entry : fs::directory_iterator(fs::temp_directory_path()))
        count += entry.path().filename().string().starts_with("nie-selftest-") ? 1 : 0;
    return count;
}

}  // namespace

class SelfTestTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSoundBuildPassesAndLeavesNothingBehind()
    {
        const std::size_t before = foldersLeft();
        std::vector<std::string> reported;
        const auto results =
            runSelfTest(builtinDatasets(),
                        [&](const SelfTestResult& result) { reported.push_back(result.name); }, {});
        QCOMPARE(results.size(), std::size_t(5));
        for (std::size_t k = 0; k < results.size(); ++k) {
            QVERIFY2(results[k].passed, results[k].found.c_str());
            QCOMPARE(reported.at(k), results[k].name);
        }
        QVERIFY(results[0].found.find("equations solved") != std::string::npos);
        QVERIFY(results[2].found.find("bit for bit") != std::string::npos);
        const Json json = selfTestToJson(results);
        QVERIFY(json.at("passed").get<bool>());
        QCOMPARE(json.at("checks").size(), std::size_t(5));
        QCOMPARE(foldersLeft(), before);
    }

    void whatFailsSaysWhyAndTheOthersAreDoneAllTheSame()
    {
        // A program without generators.
        const auto results = runSelfTest(DatasetCatalog({}), {}, {});
        QVERIFY(results[0].passed);
        for (const std::size_t broken : {1U, 2U, 3U}) {
            QVERIFY(!results[broken].passed);
            QVERIFY(!results[broken].found.empty());
        }
        QVERIFY2(results[1].found.find("spirals") != std::string::npos, results[1].found.c_str());
        QVERIFY(results[4].passed);
        QVERIFY(!allPassed(results));
        QVERIFY(!selfTestToJson(results).at("passed").get<bool>());
    }

    void itIsInterrupted()
    {
        std::stop_source stop;
        stop.request_stop();
        QVERIFY_EXCEPTION_THROWN(runSelfTest(builtinDatasets(), {}, stop.get_token()), Interrupted);
    }
};

NIE_TEST(SelfTestTest);

}  // namespace nie::self_test_test

#include "self_test_test.moc"
