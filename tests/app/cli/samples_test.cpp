#include "core/base/files.h"
#include "core/config/run_config.h"
#include "core/io/shipped_samples.h"
#include "tests/app/cli/nie_call.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>
#include <set>

namespace nie::samples_test {

using test::callNie;
using test::runNie;
namespace fs = std::filesystem;

namespace {

Json parsed(const QString& text)
{
    return parseJson(text.toStdString(), "nie");
}

fs::path datasetsFolder()
{
    return fs::path(qEnvironmentVariable("NIE_SOURCE_DIR").toStdString()) / "datasets";
}

}  // namespace

/// The samples in datasets/samples and what datasets/manifest.json says of them.
class SamplesTest : public QObject {
    Q_OBJECT

private:
    test::TemporaryFolder m_folder;

    QString path(const std::string& name) const
    {
        return QString::fromStdString((m_folder / name).string());
    }

private Q_SLOTS:
    void theManifestSaysOfEveryFileWhatTheFileSays()
    {
        const fs::path manifest = datasetsFolder() / "manifest.json";
        const Json json = parseJson(readFile(manifest), manifest.string());
        std::uintmax_t bytes = 0;
        for (Json entry : json.at("samples")) {
            // Reading compares the numbers with their content hash.
            const auto info = callNie(
                {"info", QString::fromStdString(entry.at("file").get<std::string>()), "--json"},
                QString::fromStdString(datasetsFolder().string()));
            QVERIFY2(info.exitCode == 0, qPrintable(info.err));
            bytes += entry.at("bytes").get<std::uintmax_t>();
            entry.erase("sample");
            entry.erase("command");
            QVERIFY2(parsed(info.out) == entry, entry.at("file").dump().c_str());
        }
        QVERIFY(bytes < 3'000'000);
    }

    void everyGeneratorHasASampleAndEveryFileAnEntry()
    {
        std::set<std::string> datasets;
        std::set<fs::path> files;
        for (const ShippedSample& sample : readSampleManifest(datasetsFolder() / "manifest.json")) {
            datasets.insert(sample.dataset);
            files.insert(sample.file.filename());
            QCOMPARE(sample.bytes, std::uint64_t(fs::file_size(sample.file)));
            QVERIFY(sample.name.ends_with("_sample"));
        }
        for (const char* name :
             {"spirals", "lotka_volterra", "lorenz", "burgers", "navier_stokes", "brain"})
            QVERIFY2(datasets.count(name) == 1, name);
        for (const auto& item : fs::directory_iterator(datasetsFolder() / "samples"))
            QVERIFY2(files.count(item.path().filename()) == 1, item.path().c_str());
    }

    void theCommandOfTheManifestMakesTheSameNumbersAgain()
    {
        // Cheap ones. Another machine's arithmetic may differ in the last digits.
        for (const ShippedSample& sample : shippedSamples()) {
            if (sample.dataset != "spirals" && sample.dataset != "lotka_volterra")
                continue;
            QStringList words = QString::fromStdString(sample.command).split(' ').mid(1);
            words.last() = path(sample.name + ".h5");
            const auto made = runNie(words);
            QVERIFY2(made.exitCode == 0, qPrintable(made.err));
            const Json again = parsed(callNie({"info", words.last(), "--json"}).out);
            const Json shipped =
                parsed(callNie({"info", QString::fromStdString(sample.name), "--json"}).out);
            QVERIFY(again.at("recipe").at("options") == shipped.at("recipe").at("options"));
            for (std::size_t k = 0; k < again.at("channels").size(); ++k)
                for (const char* number : {"mean", "deviation", "minimum", "maximum"})
                    QVERIFY(std::abs(again.at("channels")[k].at(number).get<double>() -
                                     shipped.at("channels")[k].at(number).get<double>()) < 1e-5);
        }
    }

    void samplesAreListedAndFoundByNameFromAnywhere()
    {
        const Json list = parsed(callNie({"list", "samples", "--json"}).out);
        QCOMPARE(list.size(), std::size_t(6));
        for (const Json& sample : list) {
            const auto name = QString::fromStdString(sample.at("name").get<std::string>());
            const auto info = callNie({"info", name, "--json"}, path("."));
            QVERIFY2(info.exitCode == 0, qPrintable(info.err));
            QVERIFY(parsed(info.out).at("content_hash") == sample.at("content_hash"));
        }
    }

    void everySampleTrains_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("spirals") << QStringList{"spirals", "--dataset", "spirals_sample"};
        QTest::newRow("burgers") << QStringList{"burgers", "--dataset", "burgers_sample"};
    }
    void everySampleTrains()
    {
        QFETCH(QStringList, arguments);
        const QString run = path(QTest::currentDataTag());
        const auto trained =
            runNie(QStringList{"train"} + arguments +
                   QStringList{"--steps", "3", "--quiet", "--no-figures", "--json", "-o", run});
        QVERIFY2(trained.exitCode == 0, qPrintable(trained.err));
        const Json json = parsed(trained.out);
        QCOMPARE(json.at("outcome").at("steps").get<int>(), 3);
        QVERIFY(std::isfinite(json.at("evaluation").at("test").at("mse").get<double>()));
        // The run names the sample, not the folder of this program.
        const Json config =
            parseJson(readFile(m_folder / QTest::currentDataTag() / "config.json"), "config.json");
        QCOMPARE(config.at("dataset").at("path").get<std::string>(),
                 arguments.last().toStdString());
        QCOMPARE(runNie({"evaluate", run, "--json"}).exitCode, 0);
    }

    void importStoresArraysAsASet()
    {
        std::string rows = "t,a,b\n";
        for (int t = 0; t < 30; ++t)
            rows += std::to_string(0.1 * t) + "," + std::to_string(t) + "," +
                    std::to_string(-2 * t) + "\n";
        writeFileAtomically(m_folder / "r.csv", rows);
        const auto made = callNie({"import", path("r.csv"), "--set", "window=6", "--set",
                                  "time_label=t / s", "-o", path("r.h5"), "--json"});
        QVERIFY2(made.exitCode == 0, qPrintable(made.err));
        QVERIFY((parsed(made.out).at("shape") == Json{5, 6, 2}));
        const Json info = parsed(callNie({"info", path("r.h5"), "--json"}).out);
        QCOMPARE(info.at("time_label").get<std::string>(), std::string("t / s"));
        QCOMPARE(info.at("channels")[1].at("minimum").get<double>(), -58.0);
        const auto bad =
            callNie({"import", path("r.csv"), "--set", "window=99", "-o", path("x.h5")});
        QCOMPARE(bad.exitCode, 2);
        QVERIFY2(bad.err.contains("dataset.window"), qPrintable(bad.err));
        QVERIFY(!fs::exists(m_folder / "x.h5"));
    }
};

NIE_TEST(SamplesTest);

}  // namespace nie::samples_test

#include "samples_test.moc"
