#pragma once

#include "app/panels/work_page.h"
#include "app/preview_loader.h"
#include "app/recent_list.h"

namespace nie {

class SampleCard;

/// What a session begins with: what was open before, cards of the samples, a place to drop a file.
class StartPage : public WorkPage {
    Q_OBJECT
public:
    /// `runs`: where finished runs tell how long they took on this machine.
    StartPage(const Engine& engine, const std::filesystem::path& runs, PreviewLoader& previews,
              QWidget* parent = nullptr);

    /// What is kept on top and the newest of what was opened before, as buttons above the samples;
    /// nothing when there is none.
    void showRecent(const RecentList& list);
    bool isAboutTraining() const override { return true; }
    bool wantsPanels() const override
    {
        return false;
    }  // nothing is open yet; the samples need the room

Q_SIGNALS:
    void experimentChosen(const nie::RunConfig& config);
    void recentChosen(const nie::RecentItem& item);

private:
    QWidget* makeRecent();
    QWidget* makeCards(const Engine& engine, const std::filesystem::path& runs);
    QWidget* makeDropArea();

    std::vector<SampleCard*> m_cards;
    QWidget* m_recent = nullptr;
    QWidget* m_recentButtons = nullptr;
};

}  // namespace nie
