#pragma once

#include <vector>

namespace nie {

/// Back and forward through the views of a plot, as in a browser.
template <class View>
class ViewHistory {
public:
    /// The view that is about to be left. Forgets what lay ahead.
    void leave(const View& view)
    {
        m_back.push_back(view);
        if (m_back.size() > kLimit)
            m_back.erase(m_back.begin());
        m_forward.clear();
    }
    bool canGoBack() const { return !m_back.empty(); }
    bool canGoForward() const { return !m_forward.empty(); }
    /// `current` is kept for the way forward.
    View back(const View& current) { return move(m_back, m_forward, current); }
    View forward(const View& current) { return move(m_forward, m_back, current); }
    void clear()
    {
        m_back.clear();
        m_forward.clear();
    }

private:
    static constexpr std::size_t kLimit = 100;

    static View move(std::vector<View>& from, std::vector<View>& to, const View& current)
    {
        to.push_back(current);
        const View view = from.back();
        from.pop_back();
        return view;
    }

    std::vector<View> m_back;
    std::vector<View> m_forward;
};

}  // namespace nie
