#include "app/help_index.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

#include <QRegularExpression>
#include <QTest>

#include <fstream>

namespace nie::help_index_test {

using namespace nie::test;

namespace {

std::filesystem::path documents()
{
    return std::filesystem::path(qEnvironmentVariable("NIE_SOURCE_DIR").toStdString()) / "docs";
}

}  // namespace

class HelpIndexTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theGuideComesFirstAndHasItsSections()
    {
        const HelpIndex index(documents());
        QVERIFY(index.sections().size() > 50);
        QCOMPARE(index.sections().front().document, QString("user-guide.md"));
        const HelpSection* equations = index.find("user-guide.md", "equations");
        QVERIFY(equations);
        QCOMPARE(equations->title, QString("Equations"));
        QVERIFY(equations->text.contains("Ctrl+3"));
        QVERIFY(!index.find("user-guide.md", "no-such-section"));
    }
    void headingsInCodeAreNone()
    {
        const TemporaryFolder folder;
        std::ofstream(folder / "a.md")
            << "# One\n```sh\n# no heading\n```\n## Two `x` and *y*\ntext\n";
        const HelpIndex index(folder.path());
        QCOMPARE(index.sections().size(), std::size_t{2});
        QCOMPARE(index.sections()[1].anchor, QString("two-x-and-y"));
        QCOMPARE(index.sections()[1].text.trimmed(), QString("text"));
    }
    void anchorsAreThoseOfLinks()
    {
        QCOMPARE(HelpIndex::anchorOf("The publication's tables and figures"),
                 QString("the-publications-tables-and-figures"));
        QCOMPARE(HelpIndex::anchorOf("Forms (model.attention)"), QString("forms-modelattention"));
    }
    void searchFindsAllWordsAndPrefersTitles()
    {
        const TemporaryFolder folder;
        std::ofstream(folder / "a.md")
            << "# Other\nseed seed seed, and the rate\n# Seed of a run\nshort\n"
               "# Nothing\nof it\n";
        const HelpIndex index(folder.path());
        const std::vector<HelpHit> seed = index.search("seed");
        QCOMPARE(seed.size(), std::size_t{2});
        QCOMPARE(seed[0].section->title, QString("Seed of a run"));
        const std::vector<HelpHit> both = index.search("RATE seed");
        QCOMPARE(both.size(), std::size_t{1});
        QVERIFY2(both[0].excerpt.contains("rate"), qPrintable(both[0].excerpt));
        QVERIFY(index.search("absent").empty());
        QVERIFY(index.search("  ").empty());
    }
    void everyLinkBetweenDocumentsLeadsToASection()
    {
        const HelpIndex index(documents());
        static const QRegularExpression link("\\]\\(([a-z-]+\\.md)?#([^)]+)\\)");
        QStringList broken;
        for (const HelpSection& section : index.sections()) {
            for (auto match = link.globalMatch(section.text); match.hasNext();) {
                const auto found = match.next();
                const QString document =
                    found.captured(1).isEmpty() ? section.document : found.captured(1);
                if (!index.find(document, found.captured(2)))
                    broken << section.document + " -> " + document + '#' + found.captured(2);
            }
        }
        QVERIFY2(broken.isEmpty(), qPrintable(broken.join('\n')));
    }
    void aMissingFolderIsAnEmptyIndex()
    {
        QVERIFY(HelpIndex({}).sections().empty());
        QVERIFY(HelpIndex("/no/such/folder").sections().empty());
    }
};

NIE_TEST(HelpIndexTest);

}  // namespace nie::help_index_test

#include "help_index_test.moc"
