#include "app/studio_arguments.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <vector>

namespace nie::studio_arguments_test {

namespace {

StudioCommand parse(std::vector<const char*> words)
{
    words.insert(words.begin(), "nie-studio");
    return parseStudioArguments(static_cast<int>(words.size()), words.data());
}

}  // namespace

class StudioArgumentsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingOpensTheStartPage();
    void aRunCanBeOpenedFromAShell();
    void helpAndVersionEndWithZero();
    void whatIsNotUnderstoodEndsWithTwo();
    void theAppearanceIsLeftToTheLastSessionUnlessItIsGiven();
    void aFreshStartIsAskedFor();
};

void StudioArgumentsTest::nothingOpensTheStartPage()
{
    const StudioCommand command = parse({});
    QVERIFY(!command.exitCode.has_value());
    QVERIFY(command.arguments.experiment.empty());
    QVERIFY(!command.arguments.start);
}

void StudioArgumentsTest::aRunCanBeOpenedFromAShell()
{
    const StudioCommand command =
        parse({"--experiment", "spirals", "--start", "--steps", "40", "--theme", "dark", "--page",
               "train", "--size", "1024x700", "--screenshot", "a.png"});
    QVERIFY(!command.exitCode.has_value());
    QCOMPARE(command.arguments.experiment, std::string("spirals"));
    QVERIFY(command.arguments.start);
    QCOMPARE(command.arguments.steps, 40);
    QVERIFY(command.arguments.appearance == Appearance::Dark);
    QCOMPARE(command.arguments.width, 1024);
    QCOMPARE(command.arguments.height, 700);
}

void StudioArgumentsTest::helpAndVersionEndWithZero()
{
    QCOMPARE(parse({"--help"}).exitCode.value_or(-1), 0);
    QCOMPARE(parse({"--version"}).exitCode.value_or(-1), 0);
}

void StudioArgumentsTest::whatIsNotUnderstoodEndsWithTwo()
{
    QCOMPARE(parse({"--unknown"}).exitCode.value_or(-1), 2);
    QCOMPARE(parse({"--page", "brain"}).exitCode.value_or(-1), 2);
    QCOMPARE(parse({"--size", "large"}).exitCode.value_or(-1), 2);
    QCOMPARE(parse({"--equation", "F3", "--experiment", "spirals"}).exitCode.value_or(-1), 2);
    QCOMPARE(parse({"--start"}).exitCode.value_or(-1), 2);
    QCOMPARE(parse({"--steps", "-1"}).exitCode.value_or(-1), 2);
}

void StudioArgumentsTest::theAppearanceIsLeftToTheLastSessionUnlessItIsGiven()
{
    QVERIFY(!parse({}).arguments.appearance.has_value());
    QVERIFY(parse({"--theme", "system"}).arguments.appearance == Appearance::System);
}

void StudioArgumentsTest::aFreshStartIsAskedFor()
{
    QVERIFY(!parse({}).arguments.fresh);
    QVERIFY(parse({"--fresh"}).arguments.fresh);
    QCOMPARE(parse({"--measure-events", "0"}).exitCode.value_or(-1), 2);
}

NIE_TEST(StudioArgumentsTest);

}  // namespace nie::studio_arguments_test

#include "studio_arguments_test.moc"
