-- Asks for the report of one of CUSTOMERS customers with one of the keys in the file KEYS, both drawn by lot.
local requests = {}
local next_one = 0

function init()
    math.randomseed(2026)
    local customers = tonumber(os.getenv("CUSTOMERS"))
    local keys = {}
    for key in io.lines(os.getenv("KEYS")) do
        keys[#keys + 1] = key
    end
    for i = 0, math.max(customers, #keys, 10000) - 1 do
        local path = string.format("/v1/customers/%08x-0000-4000-8000-000000000000/analytics/licenses/usage", i % customers)
        requests[i + 1] = wrk.format("GET", path, { ["X-Api-Key"] = keys[i % #keys + 1] })
    end
    -- Shuffled here, so that drawing costs nothing later.
    for i = #requests, 2, -1 do
        local j = math.random(i)
        requests[i], requests[j] = requests[j], requests[i]
    end
end

function request()
    next_one = next_one % #requests + 1
    return requests[next_one]
end
